-- That something was removed because its time was over. Only ever added to.
create table purge_proof (
    proof_id  integer primary key,
    purged_at integer not null,
    what      text not null check (what in ('reading', 'load_curve', 'daily_energy', 'release_item')),
    before    text not null,
    removed   integer not null,
    reason    text not null
);

create trigger purge_proof_is_append_only before update on purge_proof
begin select raise(abort, 'proofs are only ever added to'); end;

create trigger purge_proof_is_never_removed before delete on purge_proof
begin select raise(abort, 'proofs are only ever added to'); end;
