-- That something was removed because its time was over. Only ever added to.
create table purge_proof (
    proof_id  bigint generated always as identity primary key,
    purged_at timestamptz not null,
    what      text not null check (what in ('reading', 'load_curve', 'daily_energy', 'release_item')),
    before    date not null,
    removed   bigint not null,
    reason    text not null
);

create function refuse_change_of_proof() returns trigger language plpgsql as
$$ begin raise exception 'proofs are only ever added to'; end $$;

create trigger purge_proof_is_append_only before update or delete on purge_proof
    for each row execute function refuse_change_of_proof();

create trigger purge_proof_is_never_emptied before truncate on purge_proof
    for each statement execute function refuse_change_of_proof();

-- Removes what is of before a day of Paris, and proves it. Whole chunks go as files; only the owner of a table may drop
-- them, so the function runs as the owner, and does nothing but this.
create function purge(data text, before_day date, purged_at timestamptz, reason text) returns bigint
    language plpgsql security definer as
$$
declare
    midnight timestamptz := before_day::timestamp at time zone 'Europe/Paris';
    has_chunks boolean := false;
    removed bigint;
begin
    -- The extension may have come after the tables: only a table that has chunks has any to drop.
    if exists (select from pg_extension where extname = 'timescaledb') then
        execute 'select exists (select from timescaledb_information.hypertables where hypertable_name = $1)'
            into has_chunks using data;
    end if;
    if data = 'reading' then
        select count(*) into removed from reading where at < midnight;
        if has_chunks then
            perform drop_chunks('reading', older_than => midnight);
        end if;
        delete from reading where at < midnight;
    elsif data in ('load_curve', 'daily_energy') then
        execute format('select count(*) from %I where day < $1', data) into removed using before_day;
        if has_chunks then
            perform drop_chunks(data::regclass, older_than => before_day);
        end if;
        execute format('delete from %I where day < $1', data) using before_day;
    elsif data = 'release_item' then
        delete from release_item i using release_batch b where b.id = i.batch_id and b.day < before_day;
        get diagnostics removed = row_count;
    else
        raise exception 'nothing is called %', data;
    end if;
    if removed > 0 then
        insert into purge_proof (purged_at, what, before, removed, reason)
        values (purged_at, data, before_day, removed, reason);
    end if;
    return removed;
end
$$;

-- Temporary tables of whoever calls it are looked for last, not first: it means the tables above.
do $$
begin
    execute format(
        'alter function purge(text, date, timestamptz, text) set search_path = pg_catalog, %I, pg_temp', current_schema());
end $$;

revoke all on function purge(text, date, timestamptz, text) from public;
grant execute on function purge(text, date, timestamptz, text) to oya_aggregate;
grant select on purge_proof to oya_aggregate;
