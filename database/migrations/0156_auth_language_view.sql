-- Published: the language of each member's interface. It needs no name, so it joins nothing.
create view auth.language_view as select id, locale from auth.users;
