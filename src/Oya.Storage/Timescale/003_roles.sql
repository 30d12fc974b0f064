-- Who may do what, so that consent is enforced below the program too. Logins are made by whoever runs the database and
-- are given one of these: grant oya_ingest to a_login.
do $$
declare role text;
begin
    foreach role in array array['oya_ingest', 'oya_aggregate', 'oya_portal'] loop
        begin
            if not exists (select from pg_roles where rolname = role) then
                execute format('create role %I nologin', role);
            end if;
        exception when duplicate_object or unique_violation then
            null; -- made at this moment for another database of the server
        end;
    end loop;
end $$;

-- Keeps readings, by the permits; sees no consent, no curve, no release.
grant select, insert on meter to oya_ingest;
grant select, insert, delete on reading to oya_ingest;
grant select, insert, update on touched_day, ingest_offset to oya_ingest;
grant select, update on writer_state to oya_ingest;
grant select, insert on ingest_hole to oya_ingest;
grant select on registry, collection_permit, schema_version to oya_ingest;

-- Builds and releases; keeps registry and ledger, and removes what a withdrawal ends.
grant select on meter, ingest_offset, ingest_hole, schema_version to oya_aggregate;
grant select, update, delete on reading to oya_aggregate;
grant select, insert, update, delete on touched_day, registry, collection_permit, load_curve, daily_energy to oya_aggregate;
grant select, insert, update on release_batch, release_item to oya_aggregate;
grant select, insert on consent_event to oya_aggregate;
grant select, update on writer_state to oya_aggregate;
grant select on curve_point, released_point to oya_aggregate;

-- Shows what was released, of one usage point a request: set local oya.usage_point = '14500000000001'.
grant select on released_point to oya_portal;
