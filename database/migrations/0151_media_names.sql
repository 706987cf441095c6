-- Browsers write a quotation mark in a form's file name as %22. Names from before it was read are put right.
update media.files set file_name = replace(file_name, '%22', '"') where position('%22' in file_name) > 0;
update media.uploads set file_name = replace(file_name, '%22', '"') where position('%22' in file_name) > 0;
