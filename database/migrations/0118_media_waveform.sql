-- How loud a recording is along its length, drawn before one listens. None for recordings from before.
alter table media.files add column waveform smallint[]
  check (cardinality(waveform) = 64 and 0 <= all (waveform) and 100 >= all (waveform));
