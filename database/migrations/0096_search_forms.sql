-- More forms of words are known (bekleriz, getiririm, koşarken; buses): all posts are gone through again when a worker starts.
delete from search.progress where job = 'index';
