package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramNameTest {

    @ParameterizedTest
    @CsvSource({
        "make deploy,make",
        "A=1 B=2 make,make",
        "'/opt/app/bin/migrate' up,/opt/app/bin/migrate",
        "  ./deploy.sh  ,./deploy.sh"
    })
    void is_the_first_word_behind_assignments(String command, String program) {
        assertThat(ProgramName.of(command)).map(ProgramName::text).contains(program);
    }

    @Test
    void there_is_none_where_there_is_no_word() {
        assertThat(ProgramName.of("A=1 ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx                 | apt-get install -y nginx",
                "nginx                 | apt-get install -y nginx=1.24",
                "migrate               | cp target/migrate /usr/local/bin/",
                "/opt/app/bin/migrate  | tar xzf app.tgz -C /opt/app",
                "/opt/app/bin/migrate  | mkdir -p /opt/app/bin/",
                "/opt/app/bin/migrate  | curl -o /opt/app/bin/migrate https://example.com/m",
                "kubectl               | curl -Lo ./kubectl https://example.com/k",
                "kubectl               | unzip a.zip && install -m 755 'kubectl' /usr/local/bin"
            })
    void a_command_that_names_it_or_its_directory_may_bring_it(String program, String command) {
        assertThat(new ProgramName(program).isHandledBy(command)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx                 | nginx -t",
                "nginx                 | make && nginx -t",
                "nginx                 | apt-get install -y apache2",
                "/opt/app/bin/migrate  | ls /opt",
                "/opt/app/bin/migrate  | rm -rf /srv/app"
            })
    void one_that_calls_it_or_names_others_brings_nothing(String program, String command) {
        assertThat(new ProgramName(program).isHandledBy(command)).isFalse();
    }
}
