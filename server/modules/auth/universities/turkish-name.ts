/**
 * The Turkish name of a university of the catalogue, which has English names. Names of another form stay as they are.
 * @param irregular  names that do not follow from the English one, by it (`database/data/university-names.tr.json`)
 */
export function turkishName(name: string, irregular: Readonly<Record<string, string>> = {}): string {
  if (Object.hasOwn(irregular, name)) return irregular[name] ?? name;
  // A Turkish city keeps its dot: the catalogue writes Istanbul and Izmir.
  const spelled = name.replace(/^(?:Istanbul|Izmir)\b/, (city) => `İ${city.slice(1)}`);
  return spelled
    .replace(/^University of (\S.*)$/, '$1 University')
    .replace(/ Technical University$/, ' Teknik Üniversitesi')
    .replace(/ University$/, ' Üniversitesi');
}
