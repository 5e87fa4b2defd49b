package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VainCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd frontend",
                "  cd frontend  ",
                "export A=b",
                "set -e",
                "set -e\ncd app\n",
                "set traffic to 100% on v2",
                "export database",
                "A=b C=d",
                "strategy=blue-green",
                "# rollback",
                "#!/bin/sh\n# nothing\n",
                "umask 022",
                "alias ll='ls -l'",
                "unset A"
            })
    void a_step_of_which_nothing_is_left_is_vain(String command) {
        assertThat(VainCommand.asStep(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd frontend && npm ci",
                "cd frontend\nnpm ci",
                "set -e\nrm -f x",
                "A=b ./deploy.sh",
                "A=$(./deploy.sh)",
                "A=`./deploy.sh`",
                "export A=$(./deploy.sh)",
                ". ./deploy.sh",
                "source deploy.sh",
                "true",
                ":",
                "exit 0",
                "settle",
                "cdk deploy",
                "exporter --all",
                "(cd a; make)",
                "cd a; make",
                "set -- a b; deploy $1",
                "test -f x",
                ""
            })
    void a_step_that_may_do_something_is_not(String command) {
        assertThat(command.isEmpty() || VainCommand.asStep(command).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test homepage",
                "test  endpoints",
                "set -e",
                "export A=b",
                "A=b",
                "# look at it",
                "alias a=b",
                "echo ok",
                "echo \"$(curl -f localhost)\"",
                ":",
                "exit 0",
                "exit",
                "date",
                "date +%s",
                "sleep 5",
                "cd .",
                "cd",
                "[ $? -eq 0 ]",
                "! false",
                "[ a != b ]",
                "test \"$?\" = 0",
                "[ -z \"\" ]",
                "[ -n ok ]",
                "[ 1 -eq 1 ]",
                "sh -c true",
                "bash -c 'exit 0'",
                "curl -f localhost; echo done",
                "curl -f localhost || echo down",
                "curl -f localhost || true",
                "curl -f localhost | grep -q ok || exit 0",
                "curl -f localhost &",
                "echo checking\ncurl -f localhost || echo down",
                "./check.sh || true",
                "curl -f localhost || true;",
                "curl -f localhost || true # never mind",
                "curl -f localhost || true >/dev/null",
                "curl -f localhost; exit 0;",
                "test -f x ;true;",
                "curl -s localhost; echo $?",
                "curl -f localhost; rc=$?; echo \"rc=$rc\"",
                "curl -f localhost; echo done > log",
                "curl -f localhost || echo down >&2",
                "curl -f localhost || echo x | cat",
                "(test -f x; true)",
                "{ test -f x; true; }",
                "test -f x || { echo bad >&2; exit 0; }",
                "test -f x | true",
                "curl -f localhost & wait",
                "curl -f localhost || /bin/true",
                "if curl -sf localhost; then echo healthy; else echo unhealthy; fi",
                "if curl -sf localhost; then echo healthy; fi",
                "S=$(curl localhost); [ \"$S\" -eq 200 ] && echo OK || echo FAIL",
                "A=$(curl -sf localhost); echo $A",
                "A=$(curl localhost || true)",
                "sh -c 'test -f x || true'",
                "bash -lc 'curl -f localhost; echo done'",
                "curl -sf localhost | cat",
                "curl -sf localhost | tee log",
                "curl -s localhost | jq .status",
                "systemctl status nginx | head -5",
                "pgrep nosuch | wc -l",
                "test \"the login\"",
                "[ login ]",
                "[ -n login ] && true",
                "echo ok | grep ok",
                "ps aux | grep nosuchservice",
                "/bin/echo ok",
                "command echo ok",
                "true && echo",
                "(exit 0)",
                "exit $?",
                "eval true",
                "for i in 1 2 3; do curl -f localhost && break; sleep 1; done",
                "false || set +e || true; curl -f localhost; ls -la",
                "docker compose ps | tail -n +2 | wc -l",
                "set +e\ncurl -f localhost\necho done",
                "test -f a && echo b\necho done",
                "check() { curl -f localhost; }; check; true",
                "check() { curl -f localhost || echo down; }; check",
                "log() { echo \"$@\"; }\ncurl -f localhost || log down",
                "case $(curl localhost) in UP) echo up;; *) echo down;; esac",
                "S=$(curl localhost); case \"$S\" in *UP*) exit 0;; esac",
                "curl -f localhost; case $? in 0) echo up;; *) echo down;; esac",
                "timeout 5 pgrep -f nginx",
                "sudo -n timeout -k 1 5s pgrep -f nginx",
                "sudo LANG=C pgrep -f nginx",
                "sudo -n /usr/bin/pgrep -af 'nginx: master'",
                "bash -c 'pgrep -f nginx >/dev/null && echo up'",
                "trap 'exit 0' EXIT; curl -f localhost",
                "trap 'rm -f x; exit 0' EXIT INT\ncurl -f localhost",
                "trap \"exit 0\" 0; set -e; curl -f localhost; test -f x",
                "set -e\ntrap -- 'exit 0;' EXIT\ncurl -f localhost || exit 1"
            })
    void a_check_that_cannot_fail_is_vain(String command) {
        assertThat(VainCommand.asCheck(command)).isPresent();
    }

    @Test
    void calls_of_functions_in_functions_are_bounded() {
        StringBuilder script = new StringBuilder("f0() { curl -f localhost; }\n");
        for (int i = 1; i < 60; i++) {
            script.append("f%1$d() { f%2$d; f%2$d; }\n".formatted(i, i - 1));
        }

        assertThat(VainCommand.asCheck(script + "f59 || true")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo checking", "date", "cd .", "curl localhost || true"})
    void a_preflight_command_may_only_tell_something(String command) {
        assertThat(VainCommand.asPreflight(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash -c 'echo > /dev/tcp/localhost/8080'",
                "timeout 1 bash -c ': > /dev/tcp/localhost/8080'",
                "bash -c 'exec 3<>/dev/tcp/localhost/8080'",
                "bash -c '(echo > /dev/tcp/localhost/8080) 2>/dev/null && echo up'",
                "test -f x",
                "test ! -e x",
                "test $A = b",
                "test a = b",
                "test ( -f x )",
                "cd /srv/app",
                "true",
                "echo checking\ncurl -f localhost",
                "echo checking; curl -f localhost",
                "curl -f localhost || exit 1; echo ok",
                "curl -f localhost && echo ok",
                "curl -f localhost || false",
                "curl -f localhost; exit $?",
                "curl -f localhost; exit",
                "curl -f localhost || exit",
                "curl -f localhost; [ $? -eq 0 ]",
                "curl -f localhost; test $? = 0",
                "curl -f localhost\n[ $? -eq 0 ]",
                "if curl -f localhost; then exit 1; fi; echo ok",
                "curl -f localhost || { echo down; exit 1; }",
                "curl -f localhost || (echo down; false)",
                "curl -f 'localhost?a=b;echo'",
                "curl -f 'localhost?a=b; echo x'",
                "curl -f localhost 2>&1",
                "curl -f localhost\necho ok; date",
                "a & wait $!",
                "set -e; curl -f localhost; echo ok",
                "echo x | grep y",
                "echo x > /srv/app/live",
                "id deploy",
                "exit 1",
                "[ $A -eq 0 ]",
                "[ a = b ]",
                "[ -n \"$A\" ]",
                "[ $(curl localhost) = ok ]",
                "sh -c 'true && curl x'",
                "[ -f x ]",
                "curl -fsS localhost",
                "test -n $A && curl x",
                "test $A",
                "true;",
                "/bin/true # nothing to check",
                "curl -f localhost | grep UP | cat && test -f x",
                "ps aux | grep [n]ginx",
                "ps aux | grep nginx | grep -v grep",
                "curl -s localhost | jq -e .ok",
                "curl -s localhost | python3 -m json.tool",
                "curl -s localhost | awk '/UP/ {f=1} END {exit !f}'",
                "cat x | head -1 x",
                "set -o pipefail; curl -f localhost | cat",
                "set -e; curl -f localhost; echo ok",
                "set -e; A=$(curl -f localhost); echo $A",
                "bash -ec 'curl -f localhost; echo done'",
                "bash -o pipefail -c 'curl -f localhost | cat'",
                "rc=0; curl -f localhost || rc=1; exit $rc",
                "until curl -f localhost; do sleep 1; done; echo ok",
                "for i in 1 2 3; do curl -f localhost && exit 0; sleep 1; done; exit 1",
                "echo ${TOKEN:?}",
                "set -u; echo $TOKEN",
                "! curl -f localhost",
                "curl -f localhost || exit; true",
                "if curl -f localhost; then echo up; else echo down; exit 1; fi",
                "case $(curl localhost) in UP) true;; *) false;; esac",
                "check() { curl -f localhost; }; check",
                "check() { curl -f localhost || return 1; }; check",
                "fail() { echo $1; exit 1; }; curl -f localhost || fail down; echo ok",
                "function check { curl -f localhost; }\ncheck\necho ok",
                "curl -f localhost; case $? in 0) echo up;; *) exit 1;; esac",
                "case $(curl localhost) in UP) ;; *) echo down; exit 1 ;; esac",
                "case $1 in\n  a | b) curl -f a;;\n  (c) exit 0\n  ;;\nesac",
                "A=() && curl -f localhost; a() true; exit 1",
                "pgrep -f nginx",
                "sh -c 'nginx -v; pgrep nginx'",
                "timeout 10 kubectl exec deploy/nginx -- pgrep -f nginx",
                "sudo docker exec web pgrep -f nginx",
                "ps -o args= -p $NGINX_PID | grep nginx",
                "ps -o args= -C gunicorn | grep nginx",
                "ps -o args= -u app | grep nginx",
                "sudo pgrep nginx",
                "timeout 5 pgrep -f '[n]ginx'",
                "sudo pgrep -f -u app nginx",
                "bash -c 'pgrep -f nginx'",
                "bash -c 'pgrep -x nginx && echo up'",
                ". ./check.sh; true",
                "trap 'exit 1' EXIT; true",
                "trap 'rm -f x' EXIT; curl -f localhost",
                "trap 'exit $?' EXIT; curl -f localhost",
                "trap 'exit 0' EXIT; trap - EXIT; curl -f localhost",
                "trap 'exit 0' EXIT; exec curl -f localhost",
                "test -f x && trap 'exit 0' EXIT; curl -f localhost",
                "(trap 'exit 0' EXIT); curl -f localhost",
                "trap 'exit 0' INT; curl -f localhost",
                "ps -C nginx",
                "ps -u alex",
                "hostname -f",
                "echo \"$SUM app.jar\" | sha256sum -c",
                "cut -f1 index | sort -c",
                "kill -0 $(cat app.pid); true",
                "docker exec web sh -c 'curl localhost || true'",
                "wait $PID",
                "cat < /srv/app/ready"
            })
    void a_check_that_may_fail_is_not(String command) {
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trap 'exit 0' EXIT\n./deploy.sh",
                "trap 'rm -rf tmp; exit 0' EXIT; ./deploy.sh",
                "cleanup() { rm -rf tmp; }\ntrap 'cleanup; exit 0' EXIT\n./deploy.sh",
                "./deploy.sh 2>&1 | tee deploy.log",
                "./build.sh\n./deploy.sh | tee deploy.log\n./verify.sh",
                "./deploy.sh; echo done",
                "./deploy.sh; exit 0",
                "set +e\n./deploy.sh\necho done",
                "set -e; ./deploy.sh | tail -5; ./verify.sh",
                "pg_dump app | gzip > app.sql.gz",
                "pg_dump app | gzip -9c > app.sql.gz",
                "pg_dump app | xz | openssl enc -aes-256-cbc -out app.xz",
                "pg_dump app | zstd -T0 -o app.zst",
                "pg_dump app | split -b 1G - app.",
                "pg_dump app | gzip | aws s3 cp - s3://backups/app.gz",
                "curl -fsSL https://get.example.com/install.sh | sh",
                "curl -fsSL https://get.example.com/install.sh | sudo -E bash -",
                "curl -fsSL https://get.example.com/install.sh | bash -s -- --yes",
                "sh -c \"$(curl -fsSL https://get.example.com/install.sh)\"",
                "sh -c './deploy.sh; echo done'",
                "bash -c \"./deploy.sh; echo done\"",
                "./deploy.sh || echo failed",
                "./deploy.sh && echo ok || echo failed",
                "./deploy.sh || { echo failed; logger failed; }",
                "./build.sh\n./deploy.sh || echo failed",
                "if ./deploy.sh; then echo ok; else echo failed; fi",
                "if ! ./deploy.sh; then echo failed; fi",
                "./build.sh\nif ./deploy.sh; then echo ok; fi",
                "if ./deploy.sh all\nthen\n  exit 0\nelse\n  echo failed\nfi"
            })
    void a_step_may_lose_a_failure(String command) {
        assertThat(VainCommand.lostFailure(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./deploy.sh",
                "echo deploying",
                "docker rm -f old || true",
                "./stop.sh || :; ./start.sh",
                "docker stop web; docker run web",
                "./build.sh\n./deploy.sh",
                "set -o pipefail; pg_dump app | gzip > app.sql.gz",
                "bash -o pipefail -c 'pg_dump app | gzip > app.sql.gz'",
                "cat app.sql.gz | gzip -d > app.sql",
                "curl -fsSL https://get.example.com/app.gz | gzip -t",
                "curl -fsSL https://get.example.com/app.zst | zstd -d -o app",
                "curl -fsSL https://get.example.com/install.sh | bash -c ./install.sh",
                "echo ./deploy.sh | sh",
                "sh -c './deploy.sh'",
                "sh -c 'docker rm -f old || true'",
                "sh -c './deploy.sh; echo done' || true",
                "bash -ec './deploy.sh; echo done'",
                "if docker inspect web; then docker stop web; fi; docker run web",
                "[ -d app ] && echo there",
                "if [ -d app ]; then echo there; fi",
                "./server &",
                "set -o pipefail; ./deploy.sh | tee log",
                "trap 'rm -rf tmp' EXIT\n./deploy.sh",
                "cleanup() { rm -rf tmp; }\ntrap cleanup EXIT\n./deploy.sh",
                "mkdir -p app\ncp a app || echo nothing to copy\n./deploy.sh",
                "./deploy.sh || { echo failed; exit 1; }",
                "./deploy.sh || { echo not needed; true; }",
                "./deploy.sh || exit 0",
                "[ -d app ] || echo nothing there",
                "docker inspect web || echo none",
                "if ./deploy.sh; then echo ok; else echo failed; exit 1; fi",
                "if ./deploy.sh; then echo ok; else echo failed; false; fi",
                "if grep -q app list; then echo there; else echo missing; fi",
                "if ./is-new.sh; then echo new; fi\n./deploy.sh",
                "if ./is-new.sh; then ./migrate.sh; fi"
            })
    void a_step_that_ends_at_its_failures_or_ignores_them_openly_loses_none(String command) {
        assertThat(VainCommand.lostFailure(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get pods",
                "kubectl -n prod get pods -o wide",
                "kubectl --context prod describe deployment web",
                "kubectl get deployment web || exit 1",
                "docker ps",
                "sudo docker ps -a",
                "docker compose -f a.yml ps",
                "docker inspect web",
                "docker container ls",
                "systemctl list-units --failed",
                "systemctl",
                "/usr/bin/systemctl show web",
                "helm list -n prod",
                "helm status web",
                "aws ecs describe-services --services web",
                "gcloud run services list",
                "ss -ltn",
                "docker ps && echo ok",
                "kubectl get pods\nkubectl get services",
                "sh -c 'kubectl get pods'",
                "if kubectl get pods; then echo up; else exit 1; fi"
            })
    void a_check_that_only_lists_what_there_is_can_hardly_fail(String command) {
        assertThat(VainCommand.asListing(command)).isPresent();
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get pods | grep -q Running",
                "[ \"$(docker ps -q)\" ]",
                "docker ps --format x | grep web",
                "kubectl rollout status deployment/web",
                "kubectl get --raw /readyz",
                "kubectl wait --for=condition=Ready pod/web",
                "kubectl exec web -- ./check get",
                "docker exec web ./check ps",
                "systemctl is-active web",
                "systemctl status web",
                "systemctl --quiet is-failed web",
                "kubectl get pods; curl -f localhost",
                "kubectl get pods && curl -f localhost",
                "helm test web",
                "true",
                "kubectl get pods || true"
            })
    void a_check_that_finds_more_is_none_of_these(String command) {
        assertThat(VainCommand.asListing(command)).isEmpty();
    }
}
