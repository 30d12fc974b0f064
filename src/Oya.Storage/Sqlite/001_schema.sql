-- One file, one operator. Instants are seconds since 1970 UTC, days are yyyy-MM-dd of Europe/Paris, energies are Wh.

create table meter (
    meter_id integer primary key,
    address  integer not null unique
);

create table reading (
    meter_id    integer not null,
    at          integer not null,
    received_at integer not null,
    source      integer not null,
    clock       integer not null,
    mode        integer not null,
    prm         integer,
    drawn_wh    integer,
    injected_wh integer,
    f1 integer, f2 integer, f3 integer, f4 integer, f5 integer,
    f6 integer, f7 integer, f8 integer, f9 integer, f10 integer,
    d1 integer, d2 integer, d3 integer, d4 integer,
    register    integer not null,
    drawn_va    integer,
    injected_va integer,
    a1 integer, a2 integer, a3 integer,
    v1 integer, v2 integer, v3 integer,
    status      integer,
    cc_end      integer, cc_w integer, cc1_end integer, cc1_w integer,
    -- 1: a permit covered the instant. 0: kept only as the first or the last of its day.
    permitted   integer not null,
    primary key (meter_id, at)
) without rowid;

create index reading_unpermitted on reading (meter_id, at) where permitted = 0;

-- Days whose curve and energy are to be built anew; written with the readings that moved them.
create table touched_day (
    meter_id integer not null,
    day      text not null,
    mark     integer not null,
    primary key (meter_id, day)
) without rowid;

-- The last mark given. It only grows: a day that was rebuilt and touched again never bears the mark it bore before.
create table touch_mark (last integer not null);
insert into touch_mark values (0);

create table registry (
    usage_point integer not null,
    meter       integer not null,
    holder      text not null,
    from_at     integer not null,
    to_at       integer,
    kva         integer not null,
    offer       text not null,
    primary key (usage_point, meter, from_at)
) without rowid;

create index registry_meter on registry (meter, from_at);

create table consent_event (
    sequence    integer primary key,
    usage_point integer not null,
    holder      text not null,
    kind        text not null check (kind in ('enregistrement', 'collecte')),
    act         text not null check (act in ('requested', 'activated', 'withdrawn')),
    at          integer not null,
    expires     integer,
    recorded_at integer not null,
    channel     text not null,
    reference   text not null,
    hash        text not null
);

create index consent_event_usage_point on consent_event (usage_point, sequence);

create trigger consent_event_is_append_only before update on consent_event
begin select raise(abort, 'the ledger of consents is only ever added to'); end;

create trigger consent_event_is_never_removed before delete on consent_event
begin select raise(abort, 'the ledger of consents is only ever added to'); end;

create table collection_permit (
    usage_point integer not null,
    from_at     integer not null,
    to_at       integer,
    primary key (usage_point, from_at)
) without rowid;

-- Grows with every change of registry or permits, so that a writer knows when to read them again.
create table permit_version (version integer not null);
insert into permit_version values (1);

create table load_curve (
    usage_point text not null,
    day         text not null,
    revision    integer not null,
    quarantine  integer not null,
    hash        text not null,
    wh          blob not null,
    iv          blob not null,
    ec          blob not null,
    coverage    blob not null,
    absence     blob not null,
    primary key (usage_point, day)
) without rowid;

create table daily_energy (
    usage_point    text not null,
    day            text not null,
    meter          integer not null,
    wh_drawn       integer,
    wh_injected    integer,
    by_register    text not null,
    meter_changed  integer not null,
    quarantine     integer not null,
    revision       integer not null,
    primary key (usage_point, day)
) without rowid;

create table release_batch (
    id            text primary key,
    day           text not null,
    kind          text not null,
    revision      integer not null,
    sequence      integer not null unique,
    recipient     text not null,
    state         integer not null,
    scheduled_for integer not null,
    sealed_at     integer,
    published_at  integer,
    ledger_count  integer not null,
    ledger_hash   text not null,
    withheld      text not null,
    unique (day, kind, revision, recipient)
) without rowid;

create table release_item (
    batch_id       text not null,
    usage_point    integer not null,
    curve_revision integer not null,
    withdrawn      integer not null,
    wh             blob not null,
    iv             blob not null,
    ec             blob not null,
    primary key (batch_id, usage_point)
) without rowid;
