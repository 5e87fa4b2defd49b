package io.github.devopsagent.barestring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "./deploy.sh {VERSION}                       | {VERSION}",
                "docker pull shop:{IMAGE_TAG}                | {IMAGE_TAG}",
                "{TOOL} deploy                               | {TOOL}",
                "./deploy.sh <version>                       | <version>",
                "<tool> deploy                               | <tool>",
                "./deploy.sh <target-host> now               | <target-host>",
                "(cd app && ./deploy.sh <version>)           | <version>",
                "docker pull shop:{version}                  | {version}",
                "docker pull shop:{{VERSION}}                | {{VERSION}}",
                "docker pull shop:{{ version }}              | {{ version }}",
                "git checkout ${{ github.sha }}              | ${{ github.sha }}",
                "git checkout #{tag}                         | #{tag}",
                "docker pull shop:[version]                  | [version]",
                "./deploy.sh [version]                       | [version]",
                "./deploy.sh %VERSION%                       | %VERSION%",
                "git checkout __TAG__                        | __TAG__",
                "git checkout @TAG@                          | @TAG@",
                "docker pull YOUR_REGISTRY/shop:1            | YOUR_REGISTRY",
                "rm -rf /srv/YOUR_APP                        | YOUR_APP",
                "rm -rf /path/to/app                         | /path/to/app",
                "./deploy.sh vX.Y.Z                          | vX.Y.Z",
                "docker pull shop:TAG                        | TAG",
                "git checkout TODO                           | TODO",
                "ssh USER@HOST ls                            | USER@HOST",
                "ssh deploy@SERVER_IP ls                     | SERVER_IP",
                "./deploy.sh ...                             | ...",
                "./deploy.sh … now                           | …",
                "./deploy.sh ...\"\"                           | ...",
                "./deploy.sh ''…                             | …",
                "./deploy.sh ...!                            | ...",
                "./deploy.sh <version>**                     | <version>",
                "./deploy.sh vX.Y.Z_                         | vX.Y.Z",
                "echo 'a' {B}                                | {B}",
                "./rollback.sh --to=PREVIOUS_VERSION         | PREVIOUS_VERSION",
                "./rollback.sh --to=VERSION                  | VERSION",
                "./rollback.sh --to=vX                       | vX",
                "git revert COMMIT_HASH                      | COMMIT_HASH",
                "git revert MERGE_COMMIT                     | MERGE_COMMIT",
                "git checkout LAST_GOOD                      | LAST_GOOD",
                "git revert HEAD~N..HEAD                     | HEAD~N",
                "helm rollback web REVISION                  | REVISION",
                "kubectl rollout undo deployment/NAME        | NAME",
                "kubectl set image deployment/web web=web:OLD | OLD",
                "docker run -d web:PREVIOUS                  | PREVIOUS",
                "docker pull shop:VERSION                    | VERSION",
                "aws s3 sync s3://BACKUP_BUCKET s3://bucket  | BACKUP_BUCKET",
                "pg_restore -d app backup_YYYYMMDD.dump      | YYYYMMDD",
                "psql app < backup-DATE.sql                  | DATE",
                "curl -X POST https://HOST/rollback          | HOST",
                "curl http://localhost:PORT/health           | PORT",
                "./deploy.sh v1.x.x                          | v1.x.x",
                "ssh deploy@x.x.x.x ./deploy.sh              | x.x.x.x"
            })
    void what_somebody_was_to_put_a_value_for(String command, String placeholder) {
        assertThat(Placeholders.first(command)).contains(placeholder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go test ./...",
                "curl -w '%{http_code}' localhost",
                "curl -w %{HTTP_CODE} localhost",
                "git rev-parse @{u}",
                "git rev-parse @{UPSTREAM}",
                "sort <in >out",
                "sort <in.txt >out.txt",
                "echo ${VERSION} ${VERSION:-1}",
                "cp a.{txt,bak} b",
                "cp a.{TXT,BAK} b",
                "helm template --set x={{ .Values }}",
                "docker ps --format {{.Names}} {{json .}}",
                "date +%Y%m%d-%H%M%S",
                "tr [a-z] [A-Z]; pip install a[dev]",
                "grep -rn TODO src",
                "echo $YOUR_NAME ${YOUR_NAME}",
                "mktemp /tmp/a.XXXXXX",
                "python __init__.py; git show HEAD:VERSION",
                "awk '{PRINT}' a.txt",
                "echo \"<b> {NAME} ...\"",
                "echo \\{NAME} \\...",
                "diff <(sort a) <(sort b)",
                "make deploy # for <env> ...",
                "cat <<END > a\nDear <name>, ... {THING}\nEND\nmake",
                "cat <<-'END'\n\t{THING}\n\tEND",
                "find . -exec rm {} \\;",
                "if [ 1 \\< 2 ]; then a; fi",
                "cd ..; ls ..",
                "true >/dev/null </dev/null",
                "git checkout ORIG_HEAD; git revert HEAD; git reset --hard FETCH_HEAD",
                "iptables -A INPUT -j ACCEPT; timedatectl set-timezone UTC; curl -X POST https://a.example",
                "kubectl get pods -o custom-columns=NAME:.metadata.name",
                "lsblk --output=NAME; git show main:VERSION; cat dist/VERSION /etc/HOSTNAME",
                "git checkout HEAD~1 -- VERSION; git checkout README",
                "npm install react@18.x.x; git checkout 11.x; pip install 'a==1.x'",
                "docker run -e MODE=ACTIVE --log-level=ERROR web:1; ./a.sh --version=$VERSION --to=${VERSION}"
            })
    void what_means_something_as_it_stands(String command) {
        assertThat(Placeholders.first(command)).isEmpty();
    }
}
