/** WeChat's signatures and encryption against values that others published, and against another author's implementation. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import * as wecom from '@wecom/crypto'
import fc from 'fast-check'
import { aesKeyFrom, decrypt, encrypt, sign } from '../../channels/kit/envelope.ts'

type AesVector = { id: string; token: string; encodingAESKey: string; receiveIdInPlaintext: string; timestamp: string; nonce: string; encrypt: string; msgSignature: string; random16: string; message: string }
type Sha1Vector = { token: string; timestamp: string; nonce: string; signature: string; valid: boolean }

const fixture = <T>(name: string): T => JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/vectors', name), 'utf8')) as T
const aes = fixture<AesVector[]>('wechat-aes.json')
const { vectors: sha1 } = fixture<{ vectors: Sha1Vector[] }>('wechat-sha1.json')
const keyOf = (encoded: string) => aesKeyFrom(encoded) as Uint8Array

describe('published values', () => {
  it.each(sha1)('address signature of $source', ({ token, timestamp, nonce, signature, valid }) => {
    expect(sign(token, timestamp, nonce) === signature).toBe(valid)
  })

  it.each(aes)('$id: signature, opening, sealing', (vector) => {
    const key = keyOf(vector.encodingAESKey)
    expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msgSignature)
    expect(decrypt(vector.encrypt, key)).toEqual({ message: vector.message, receiver: vector.receiveIdInPlaintext })
    expect(encrypt(vector.message, key, vector.receiveIdInPlaintext, Buffer.from(vector.random16, 'utf8'))).toBe(vector.encrypt)
  })
})

describe('beside another implementation', () => {
  const { encodingAESKey } = aes[0] as AesVector
  const key = keyOf(encodingAESKey)

  it('each opens what the other sealed, whatever the text and its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }), (text, receiver) => {
        const message = text.toWellFormed()
        expect(decrypt(wecom.encrypt(encodingAESKey, message, receiver), key)).toEqual({ message, receiver })
        const opened = wecom.decrypt(encodingAESKey, encrypt(message, key, receiver))
        expect({ message: opened.message, receiver: opened.id }).toEqual({ message, receiver })
      }),
    )
  })

  it('signs the same', () => {
    fc.assert(fc.property(fc.string(), fc.nat(), fc.string(), fc.base64String(), (token, time, nonce, sealed) => {
      expect(sign(token, String(time), nonce, sealed)).toBe(wecom.getSignature(token, String(time), nonce, sealed))
    }))
  })
})

describe('what does not open', () => {
  const { encodingAESKey, encrypt: sealed } = aes[0] as AesVector

  it('gives null for a wrong key, cut, changed or invented bytes, and never throws', () => {
    const other = keyOf('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG')
    expect(decrypt(sealed, other)).toBeNull()
    for (const broken of ['', 'AAAA', '不是密文', sealed.slice(0, -8), sealed.slice(24), 'A'.repeat(88)]) expect(decrypt(broken, keyOf(encodingAESKey))).toBeNull()
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const opened = decrypt(Buffer.from(bytes).toString('base64'), keyOf(encodingAESKey))
      expect(opened === null || typeof opened.message === 'string').toBe(true)
    }))
  })

  it('takes only the 43 characters of an EncodingAESKey for one', () => {
    for (const wrong of ['', 'short', `${encodingAESKey}=`, `${encodingAESKey.slice(1)}!`]) expect(aesKeyFrom(wrong)).toBeNull()
  })
})
