/** Whether a client accepts an encoding: `Accept-Encoding` names it, with a weight above 0. */
export const acceptsEncoding = (accepted: string | string[] | undefined, name: 'br' | 'gzip'): boolean =>
  String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .some((part) => {
      const [coding = '', ...parameters] = part.split(';').map((word) => word.trim());
      return coding === name && !parameters.some((word) => /^q\s*=\s*0(?:\.0*)?$/.test(word));
    });
