-- Where TimescaleDB is, chunks of a day: an index that is written to stays in memory, and old days go by dropping files.
-- The default index on time would cost a quarter of the rate and nobody asks by it. Elsewhere plain tables do the same.
do $$
begin
    if exists (select from pg_extension where extname = 'timescaledb') then
        perform create_hypertable('reading', by_range('at', interval '1 day'), create_default_indexes => false);
        perform create_hypertable('load_curve', by_range('day', interval '30 days'), create_default_indexes => false);
        perform create_hypertable('daily_energy', by_range('day', interval '30 days'), create_default_indexes => false);
    end if;
end $$;

-- Readings that stay only as the ends of a day; those under a permit cost nothing here.
create index reading_unpermitted on reading (meter_id, at) where not permitted;
