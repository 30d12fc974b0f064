-- Where to go on reading a log; kept in one transaction with the readings that came from it.
create table ingest_offset (
    log         text not null,
    partition   integer not null,
    next_offset integer not null,
    primary key (log, partition)
) without rowid;

-- Messages that the log lost before they were stored.
create table ingest_hole (
    hole_id     integer primary key,
    log         text not null,
    partition   integer not null,
    from_offset integer not null,
    to_offset   integer not null,
    found_at    integer not null
);
