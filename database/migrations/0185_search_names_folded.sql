-- Names are folded exactly as `fold` of packages/text folds what is typed. Before, the letters that Unicode does not take
-- apart stayed (Łukasz, Straße), and composed letters of other scripts were taken apart (김민수, أحمد): these members were
-- not found by the names that everybody sees.
create or replace function platform.fold(said text) returns text
  language sql immutable strict parallel safe
  as $$ select normalize(
    replace(replace(replace(replace(replace(translate(
      lower(regexp_replace(
        normalize(upper(lower(normalize(platform.visible(said), nfkd))), nfkd),
        '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g')),
      'øđðłħŧς', 'oddlhtσ'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'), 'և', 'եւ'), nfc) $$;

-- The generated column is made anew wherever the rule changes it.
update auth.users set display_name = display_name
  where search_name is distinct from platform.fold(display_name || ' ' || username);
