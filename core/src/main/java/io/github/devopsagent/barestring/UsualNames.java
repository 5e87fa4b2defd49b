package io.github.devopsagent.barestring;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that places, services and the like often have for a name. */
final class UsualNames {

    /** As a list of the {@link ToolTable}. */
    static final String LISTS = """
            $sites = production prod staging stage dev develop qa uat preprod sandbox main master trunk origin
                web api app db database redis postgres postgresql mysql mariadb mongo mongodb nginx apache
                haproxy traefik worker workers backend frontend gateway auth cart catalog checkout order orders billing
                payment payments search shop store storefront admin proxy cache queue mailer scheduler cron kafka
                rabbitmq elasticsearch primary standby replica eu us east west north south central tenant region site
                sidekiq celery puma gunicorn postfix server client cms crm blog inventory shipping accounts identity
                schema config k8s infra grafana loki promtail prometheus alertmanager minio keycloak vault consul etcd
                memcached zookeeper cassandra clickhouse influxdb telegraf logstash kibana fluentd filebeat opensearch
                varnish caddy unbound dovecot rspamd sshd crond docker containerd jenkins gitlab gitea nextcloud
                wordpress matomo odoo airflow superset metabase gunicorn celeryd uwsgi certbot wireguard
            $names = $sites blue green canary
            """;

    private static final Set<String> WORDS = Arrays.stream(LISTS.split("\\s+"))
            .filter(word -> word.matches("\\w+"))
            .collect(Collectors.toUnmodifiableSet());

    /** Behind a name they say what kind of thing it is: {@code web server}. */
    private static final Set<String> KINDS = Set.of(
            "server",
            "client",
            "workers",
            "config",
            "database",
            "schema",
            "site",
            "region",
            "tenant",
            "replica",
            "cluster");

    private UsualNames() {}

    /** Whether a word in small letters is one of them. */
    static boolean contains(String word) {
        return WORDS.contains(word);
    }

    /** Whether a word behind another name is the name of one more. */
    static boolean isOfOne(String word) {
        return contains(word) && !KINDS.contains(word);
    }
}
