-- Leases with a fence, and journals that heed it: what keeps the runs of several workers apart, and lets one go on with
-- the run of another. PostgreSQL 13 or later. Cluster.migrate() runs this file; an operator can run it himself:
--
--     psql --single-transaction -v ON_ERROR_STOP=1 -f V1__leases_and_journals.sql
--
-- For another schema than devops_agent replace that name. Whoever runs it needs CREATE on the database, or the schema
-- as its owner. What a worker needs afterwards stands at the end.

DO $$ BEGIN
    IF to_regnamespace('devops_agent') IS NULL THEN
        CREATE SCHEMA devops_agent;
    END IF;
END $$;

CREATE TABLE devops_agent.schema_version (
    version    integer     PRIMARY KEY,
    needs      text        NOT NULL, -- the first version of devops-agent-adapters-postgres that knows it
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by text        NOT NULL DEFAULT current_user
);

-- Each lease that is taken has a greater fence than all before it, of whatever it is.
CREATE SEQUENCE devops_agent.fence AS bigint NO CYCLE CACHE 1;

-- Numbers the runs: the records and files of each have their own.
CREATE SEQUENCE devops_agent.run_number AS bigint NO CYCLE CACHE 1;

-- The order of those who wait.
CREATE SEQUENCE devops_agent.ticket AS bigint NO CYCLE CACHE 1;

-- One row for each consensus directory and each target that was ever worked on. A lease is held while held_until is in
-- the future, by this database's clock. Its fence and its last worker stay when it is given back.
CREATE TABLE devops_agent.lease (
    kind               text        NOT NULL CHECK (kind IN ('directory', 'target')),
    name               text        NOT NULL,
    fence              bigint      NOT NULL DEFAULT 0,
    claim              text,                -- of the worker that has it, or had it when its term ended
    last_claim         text,                -- the same, which stays when it is given back
    attempt            bigint      NOT NULL DEFAULT 0, -- of the last claim: which of its attempts took it
    directory          text,                -- that it was taken for
    held_since         timestamptz,
    held_until         timestamptz NOT NULL DEFAULT '-infinity',
    lost_at            timestamptz,         -- when the term of the worker before ended, or it was given back and taken anew
    run                text,                -- what the worker told that it works on, such as DEP-001
    worker_host        text,
    worker_user        text,
    worker_machine     text,
    worker_namespace   text,
    worker_boot        text,
    worker_pid         bigint,
    worker_started     timestamptz,
    reserved_directory text,                -- of a target: the unfinished run that nobody else may come before
    reserved_run       text,
    revision           bigint      NOT NULL DEFAULT 0, -- of what is reserved
    run_number         bigint      UNIQUE,  -- of a directory: the run under way, or to come
    PRIMARY KEY (kind, name),
    CHECK ((reserved_directory IS NULL) = (reserved_run IS NULL)),
    CHECK ((kind = 'directory') = (run_number IS NOT NULL))
);

CREATE INDEX lease_reserved_directory ON devops_agent.lease (reserved_directory) WHERE reserved_directory IS NOT NULL;

-- Who waits for a lease, in the order of the tickets. Whoever has not asked for a while has left the line.
CREATE TABLE devops_agent.waiter (
    claim            text        PRIMARY KEY,
    kind             text        NOT NULL,
    name             text        NOT NULL,
    ticket           bigint      NOT NULL DEFAULT nextval('devops_agent.ticket'),
    directory        text        NOT NULL,
    since            timestamptz NOT NULL DEFAULT clock_timestamp(),
    asked_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    worker_host      text        NOT NULL,
    worker_user      text        NOT NULL,
    worker_machine   text,
    worker_namespace text,
    worker_boot      text        NOT NULL,
    worker_pid       bigint      NOT NULL,
    worker_started   timestamptz,
    FOREIGN KEY (kind, name) REFERENCES devops_agent.lease (kind, name) ON DELETE CASCADE
);

CREATE INDEX waiter_line ON devops_agent.waiter (kind, name, ticket);

-- The journal of each run. No record is ever changed; each tells the fence under which it was written.
CREATE TABLE devops_agent.record (
    run_number bigint      NOT NULL,
    sequence   bigint      NOT NULL CHECK (sequence >= 0),
    fence      bigint      NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    content    bytea       NOT NULL,
    PRIMARY KEY (run_number, sequence)
);

-- The files without which nobody can go on with a run: its plan and its settings.
CREATE TABLE devops_agent.kept_file (
    run_number bigint      NOT NULL,
    name       text        NOT NULL,
    fence      bigint      NOT NULL,
    edit       bigint      NOT NULL,        -- counts what one worker has written
    kept_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    content    bytea       NOT NULL,
    PRIMARY KEY (run_number, name)
);

-- The runs that have come to their end. Nothing needs any but the last of a directory: docs/cluster.md removes old ones.
CREATE TABLE devops_agent.archived_run (
    run_number  bigint      PRIMARY KEY,
    directory   text        NOT NULL,
    run         text        NOT NULL,
    fence       bigint      NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX archived_run_directory ON devops_agent.archived_run (directory, run_number);

INSERT INTO devops_agent.schema_version (version, needs) VALUES (1, '0.1.0');

-- What a worker needs, here one that connects as the role devops_worker:
--
--     GRANT USAGE ON SCHEMA devops_agent TO devops_worker;
--     GRANT SELECT ON devops_agent.schema_version TO devops_worker;
--     GRANT SELECT, INSERT, UPDATE ON devops_agent.lease, devops_agent.kept_file TO devops_worker;
--     GRANT SELECT, INSERT, UPDATE, DELETE ON devops_agent.waiter TO devops_worker;
--     GRANT SELECT, INSERT ON devops_agent.record, devops_agent.archived_run TO devops_worker;
--     GRANT USAGE ON ALL SEQUENCES IN SCHEMA devops_agent TO devops_worker;
