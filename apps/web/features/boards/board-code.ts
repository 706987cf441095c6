import { isSecret } from '@chitlaq/sealing/pseudonym';

/** Crockford's base 32: no I, L, O and U, so that nothing is misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 32;
/** 256 bits in digits of five, and a check of twenty bits. */
const SECRET_DIGITS = 52;
const CHECK_DIGITS = 4;
const GROUP = 4;

const toDigits = (bits: string): string =>
  (bits.match(/.{1,5}/g) ?? []).map((five) => DIGITS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');

/** FNV-1a of the digits, folded to twenty bits: finds a slip of the hand, protects from nothing else. */
function checkOf(digits: string): string {
  let hash = 0x811c9dc5;
  for (const digit of digits) hash = Math.imul(hash ^ digit.charCodeAt(0), 0x01000193);
  const folded = ((hash >>> 20) ^ hash) & 0xfffff;
  return toDigits(folded.toString(2).padStart(CHECK_DIGITS * 5, '0'));
}

/** A secret as a code that people can copy by hand: groups of four letters and digits. */
export function codeOf(secret: string): string {
  const binary = atob(secret.replaceAll('-', '+').replaceAll('_', '/'));
  const bits = Array.from(binary, (byte) => byte.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  const digits = toDigits(bits);
  return ((digits + checkOf(digits)).match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/**
 * The secret of a typed code. Takes any case, spaces and hyphens, and the letters that are read for digits.
 * @returns undefined if it is no code, or has a slip
 */
export function secretOf(typed: string): string | undefined {
  const digits = typed
    .replaceAll(/[\s\p{Pd}]/gu, '')
    // Also what a Turkish keyboard makes of i and ı.
    .replaceAll(/[iıİlL]/g, '1')
    .toUpperCase()
    .replaceAll('I', '1')
    .replaceAll('O', '0');
  if (digits.length !== SECRET_DIGITS + CHECK_DIGITS) return undefined;
  if ([...digits].some((digit) => !DIGITS.includes(digit))) return undefined;
  const own = digits.slice(0, SECRET_DIGITS);
  if (checkOf(own) !== digits.slice(SECRET_DIGITS)) return undefined;
  const bits = Array.from(own, (digit) => DIGITS.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.slice(0, SECRET_BYTES * 8).match(/.{8}/g) ?? []).map((byte) =>
    Number.parseInt(byte, 2),
  );
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  return isSecret(secret) ? secret : undefined;
}
