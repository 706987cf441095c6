/**
 * Extracts the digits of a one-time code from typed or pasted text: "123 456", "123-456", "Code: 123456". Accepts
 * Arabic-Indic and full-width digits. Returns at most `length` digits.
 */
export function digitsOf(text: string, length: number): string {
  return Array.from(text.normalize('NFKC'))
    .map((character) => {
      const value = arabicDigits.indexOf(character);
      return value >= 0 ? String(value % 10) : character;
    })
    .filter((character) => character >= '0' && character <= '9')
    .slice(0, length)
    .join('');
}

const arabicDigits = '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹';
