package io.github.devopsagent.machine.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialLookTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD",
                "MYSQL_PWD",
                "PGPASSFILE",
                "api-token",
                "client.secret",
                "SSH_KEY",
                "Credentials",
                "apikey",
                "AUTH",
                "HTTP_AUTHORIZATION",
                "oauth2.id",
                "SESSION_COOKIE",
                "MYSQL_PASSWD"
            })
    void a_name_gives_it_away_in_any_case(String name) {
        assertThat(CredentialLook.has(name, "x")).isTrue();
        assertThat(CredentialLook.has(name, "")).as("there is nothing to hide").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://app:hunter2@db:5432/app",
                "redis://:a/b?c@cache",
                "https://x-access@example.org/app.git",
                "jdbc:postgresql://db/app?user=app&password=hunter2",
                "Server=db;Pwd=hunter2",
                "{\"user\": \"app\", \"token\": \"abc\"}",
                "Authorization: Bearer abc",
                "-----BEGIN RSA PRIVATE KEY-----",
                "ghp_0123456789abcdef",
                "--user app --password hunter2",
                "deploy --api-key abc",
                "mysql -u app -phunter2 shop",
                "sshpass -phunter2 ssh web-1",
                "curl -u app:hunter2 http://db",
                "jdbc:oracle:thin:scott/tiger@db:1521/shop"
            })
    void a_value_gives_it_away(String value) {
        assertThat(CredentialLook.has("VALUE", value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-west-1",
                "http://localhost:8080/health",
                "ssh://git@example.org/app.git",
                "/srv/app",
                "a b=c",
                "ssh -p 22 web-1",
                "mkdir -pv /srv/app",
                "mysql -u app shop",
                "docker run -u 1000:1000 app",
                "jdbc:oracle:thin:@db:1521/shop",
                "8080"
            })
    void anything_else_may_be_shown(String value) {
        assertThat(CredentialLook.has("VALUE", value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTHOR", "GIT_AUTHOR_NAME", "XAUTHORITY", "REGION"})
    void a_name_that_only_begins_like_one_may_be_shown(String name) {
        assertThat(CredentialLook.has(name, "x")).isFalse();
    }

    @Test
    void a_directory_is_no_password() {
        assertThat(CredentialLook.has("PWD", "/srv/app")).isFalse();
        assertThat(CredentialLook.has("OLDPWD", "/srv")).isFalse();
    }
}
