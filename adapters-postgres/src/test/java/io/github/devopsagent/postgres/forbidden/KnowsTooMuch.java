package io.github.devopsagent.postgres.forbidden;

import io.github.devopsagent.domain.Status;
import org.postgresql.ds.PGSimpleDataSource;

/** Depends on what the agent decides about, and on a driver, which is the host's. */
public class KnowsTooMuch {

    String ask(Status status, PGSimpleDataSource source) {
        return status + source.getUrl();
    }
}
