package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlindRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -s http://localhost:8080/health",
                "curl localhost",
                "curl -s -o /dev/null -w '%{http_code}' http://localhost",
                "curl -sS -X POST https://deploy.example.com/hooks/shop -d @body.json",
                "curl -s http://localhost && echo up",
                "curl -sLofile http://localhost",
                "timeout 5 curl -s http://localhost",
                "sudo -n curl -s http://localhost",
                "docker compose exec web curl -s http://localhost/",
                "kubectl exec deploy/web -- curl -s http://localhost/",
                "if curl -s $URL; then exit 0; else exit 1; fi",
                "echo checking\ncurl -s $URL/health",
                "curl -LO https://example.com/app.tar.gz",
                "ssh web1 curl -s localhost:8080",
                "ssh -p 22 web1 'curl -s localhost:8080'",
                "bash -c 'curl -s http://localhost:8080'",
                "sudo bash -ec 'curl -s http://localhost:8080'",
                "docker exec web sh -c 'curl -s http://localhost:8080'",
                "exec curl -s http://localhost:8080",
                "eval \"curl -s http://localhost:8080\"",
                "xargs curl -s http://localhost:8080 < options",
                "STATUS=$(curl -s http://localhost:8080)",
                "STATUS=\"$(curl -s http://localhost:8080)\"",
                "systemctl is-active shop | grep active",
                "systemctl status shop | grep -q active",
                "if systemctl is-active shop | grep -q active; then exit 0; else exit 1; fi",
                "ssh web1 'systemctl is-active shop | grep active'",
                "service shop status | grep running",
                "docker inspect shop | grep -i healthy",
                "kubectl get nodes | grep Ready",
                "docker ps -a | grep shop",
                "docker ps -aq -f name=shop | grep .",
                "http GET localhost:8080/health",
                "https example.com/health"
            })
    void succeeds_whatever_is_answered(String command) {
        assertThat(BlindRequest.of(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -f http://localhost",
                "curl -sSfL http://localhost",
                "curl --fail-with-body -s http://localhost",
                "curl -s http://localhost | grep -q UP",
                "[ \"$(curl -s -o /dev/null -w '%{http_code}' http://localhost)\" = 200 ]",
                "[ \"$(curl -s -o /dev/null -w '%{http_code}' $URL)\" != 000 ]",
                "if [ $(curl -s -o /dev/null -w '%{http_code}' $URL) != 200 ]; then exit 1; fi",
                "[ $(curl -s -o /dev/null -w '%{http_code}' $URL) != 200 ] && exit 1",
                "! grep -q error app.log",
                "curl -s $URL | grep -q ok",
                "CODE=$(curl -s http://localhost); test \"$CODE\" = ok",
                "curl -s http://localhost > out; grep UP out",
                "curl -so out http://localhost && grep UP out",
                "curl -LO https://example.com/app.tar.gz && tar xzf app.tar.gz",
                "curl -s telnet://localhost:5432",
                "curl --version",
                "ssh web1 curl -fs localhost:8080",
                "ssh web1 'curl -s localhost:8080 | grep UP'",
                "bash -c 'curl -fs http://localhost:8080'",
                "bash check.sh",
                "STATUS=$(curl -s http://localhost:8080)\ntest \"$STATUS\" = ok",
                "systemctl is-active shop | grep -x active",
                "systemctl is-active shop | grep -qw active",
                "systemctl is-active shop | grep '^active'",
                "systemctl is-active --quiet shop",
                "systemctl status shop | grep 'active (running)'",
                "! systemctl is-active shop | grep active",
                "kubectl get pods | grep Running",
                "docker ps | grep shop",
                "docker ps -a | grep 'Up .* shop'",
                "docker ps -a -f status=running | grep shop",
                "sudo apt-get install -y curl jq ca-certificates.deb",
                "docker build -t curl .",
                "echo curl -s http://localhost",
                "wget -q http://localhost",
                "http --check-status GET localhost:8080",
                "xh localhost",
                "curl"
            })
    void fails_or_is_judged_by_something_else(String command) {
        assertThat(BlindRequest.of(command)).isEmpty();
    }
}
