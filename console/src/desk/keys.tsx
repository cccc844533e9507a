/** The table of keyboard shortcuts. It must list exactly what the desk listens to. */
import { Modal } from 'antd'
import { useWords } from '../text/index.ts'

export function Keys({ open, close }: { open: boolean; close: () => void }) {
  const words = useWords()
  return (
    <Modal open={open} onCancel={close} footer={null} title={words.list.keys} width={360}>
      <dl className="keys">
        {words.keys.map(([key, what]) => (
          <div key={key}><dt>{key.split(' ').map((part) => (part === '/' && key.length > 1 ? ' / ' : part === '+' ? ' + ' : <kbd key={part}>{part}</kbd>))}</dt><dd>{what}</dd></div>
        ))}
      </dl>
    </Modal>
  )
}
