-- The full edition of TimescaleDB stores readings that nobody adds to any more in a twentieth of the room. The Apache
-- edition refuses it, and nothing here needs it.
do $$
begin
    if current_setting('timescaledb.license', true) = 'timescale' then
        alter table reading set (
            timescaledb.compress, timescaledb.compress_segmentby = 'meter_id', timescaledb.compress_orderby = 'at');
        perform add_compression_policy('reading', interval '21 days');
    end if;
exception when feature_not_supported or undefined_file then
    raise notice 'readings are not compressed: %', sqlerrm;
end $$;
