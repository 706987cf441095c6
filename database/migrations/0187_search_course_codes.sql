-- CENG/242 and a course code behind a wide space or several are found as ceng242 too. Posts are gone through again when a
-- worker starts.
delete from search.progress where job = 'index';
