/** What customers really write, and what only a broken program does: every channel must bring all of it in. */

export const TEXTS: readonly string[] = [
  '燃气灶打不着火，怎么办？',
  '瓦斯爐點不著火，請問要怎麼處理？',
  'My parcel SF1234567890 is late',
  '007',
  '1e5',
  'null',
  '  两端有空格  ',
  '👨‍👩‍👧‍👦🇨🇳 ☎️ 𠮷',
  'مرحبا שלום \u202Eabc\u202C',
  'e\u0301 が 한글 Ω',
  '<b>&lt;&amp;</b> ]]> <![CDATA[x]]> "引号" \'单引\' \\n %E4 $x {{y}}',
  '第一行\n第二行\t制表',
  '长'.repeat(17_000),
]

export const NUL = '前\u0000后'
export const LONE_SURROGATE = '前\uD83D后'
