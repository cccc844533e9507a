/** What a text costs and where it is cut: against Twilio's own counter, Aliyun's published rule, and the bytes of the GSM alphabet. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { billed, segment } from '../../channels/sms/segments.ts'
import { decodeText, encodeText } from '../../channels/sms/smpp/coding.ts'
import { GSM_BASIC, GSM_EXTENSION } from '../../core/measure.ts'

type Vector = { body?: string; repeat?: [string, number]; encoding: string; segments: number }
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/vectors/sms-segments.json'), 'utf8')) as { constructed: Vector[]; bodies: Vector[] }
const gsmText = fc.string({ unit: fc.constantFrom(...GSM_BASIC, ...GSM_EXTENSION), maxLength: 700 })
const anyText = fc.string({ unit: fc.constantFrom('a', 'Z', '{', '€', '中', '，', '𠮷', '😜', '\n', 'é'), maxLength: 400 })

describe('segments', () => {
  it.each([...vectors.constructed, ...vectors.bodies].map(({ body, repeat, encoding, segments }) => ({ text: body ?? (repeat?.[0] ?? '').repeat(repeat?.[1] ?? 0), encoding, segments })))(
    'of others: $encoding, $segments', ({ text, encoding, segments }) => {
      expect([segment(text).encoding, segment(text).parts.length]).toEqual([encoding, segments])
    },
  )

  it('are counted as Twilio counts them', () => {
    fc.assert(fc.property(fc.oneof(gsmText, anyText), (text) => {
      // Twilio's counter takes a carriage return and a line feed together for one character
      fc.pre(text.length > 0 && !text.includes('\r'))
      const oracle = new SegmentedMessage(text, 'auto')
      expect([segment(text).encoding, segment(text).parts.length]).toEqual([oracle.encodingName, oracle.segmentsCount])
    }), { numRuns: 300 })
  })

  it('tear nothing apart, and together are the text', () => {
    fc.assert(fc.property(anyText, (text) => {
      const { parts } = segment(text)
      expect(parts.join('')).toBe(text)
      expect(parts.every((part) => part.isWellFormed())).toBe(true)
    }))
    // the 153rd septet would be the escape of a brace
    expect(segment(`${'a'.repeat(152)}{${'a'.repeat(20)}`).parts.map((part) => part.length)).toEqual([152, 21])
    expect(segment(`${'中'.repeat(66)}😜${'中'.repeat(20)}`).parts[0]).toBe('中'.repeat(66))
  })

  it('of mainland China are counted one a character, signature included, whatever the alphabet', () => {
    // 160 characters are three messages: 67 + 67 + 26
    expect([70, 71, 134, 135, 160].map((length) => billed('a'.repeat(length), 'cn'))).toEqual([1, 2, 2, 3, 3])
    expect(billed(`【示范燃气】${'好'.repeat(64)}`, 'cn')).toBe(1)
    expect(billed(`【示范燃气】${'好'.repeat(65)}`, 'cn')).toBe(2)
    expect(billed('a'.repeat(160), 'intl')).toBe(1)
  })
})

describe('the GSM alphabet on the wire', () => {
  it('is one byte a septet, with an escape before ten characters', () => {
    expect(Buffer.from(encodeText('hi {}€ @£', 0)).toString('hex')).toBe('6869201b281b291b65200001')
  })

  it('comes back as it went', () => {
    fc.assert(fc.property(gsmText, (text) => expect(decodeText(encodeText(text, 0), 0)).toBe(text)))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(decodeText(encodeText(text, 8), 8)).toBe(text)))
  })

  it('other codings are read by what they are, and bytes are not text', () => {
    expect([decodeText(Buffer.from('Gr\xfc\xdfe', 'latin1'), 3), decodeText(Buffer.from('plain'), 1), decodeText(Buffer.from([1, 2]), 4), decodeText(Buffer.from([0, 0x1b, 0x65]), 0xf1)]).toEqual(['Grüße', 'plain', null, '@€'])
  })
})
