/** A cluster of workers over PostgreSQL: leases with a fence, journals that heed it, and what dead workers left. */
module io.github.devopsagent.postgres {
    requires transitive io.github.devopsagent;
    requires transitive java.sql;
    requires static org.jspecify;

    exports io.github.devopsagent.postgres;
}
