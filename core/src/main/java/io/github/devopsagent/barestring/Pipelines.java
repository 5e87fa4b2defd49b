package io.github.devopsagent.barestring;

import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.program.WrapperTrait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds commands that a bar joins though the later one reads nothing: all run at once, and only the failure of the last
 * one counts. The bar was meant as a list.
 */
final class Pipelines {

    private static final Set<String> READERS = words("""
            awk gawk mawk base64 bc bunzip2 bzip2 cat chpasswd cmp column comm cpio crontab curl cut
            dd diff envsubst fold fzf gpg gpg2 grep egrep fgrep rg ag zgrep gunzip gzip zcat head hexdump iconv jq join less
            logger systemd-cat lz4 m4 mail mailx sendmail msmtp mutt md5sum more mysql mariadb mongorestore mongosh mongo nc
            ncat netcat nl node od openssl parallel paste patch perl pg_restore php pigz psql python python2 python3 pv
            rclone redis-cli restic rev ruby sed gsed sha1sum sha256sum sha512sum shasum sort split sponge sqlcmd sqlite3
            sqlplus ssh strings tac tail tar gtar tee telnet tr ts uniq unxz unzip wall wc wget write xargs xmllint xxd xz yq
            zstd while until read if for test [ [[ rpk kcat cosign age sops kubeseal vault consul etcdctl influx
            clickhouse-client cqlsh beeline slack notify-send say at batch nsenter cypher-shell aws gsutil s3cmd mc
            """);
    private static final Set<String> WRITERS = words("""
            echo printf yes cat find ls ps seq date env printenv df du ss netstat lsof tail head getent pgrep
            envsubst true : xargs journalctl dmesg
            """);
    private static final Set<String> READING_VERBS =
            Set.of("load", "import", "restore", "read", "exec", "receive", "attach", "secret", "auth", "login");
    private static final Set<String> GIT_VERBS = Set.of("apply", "am", "fast-import", "hash-object", "patch-id");
    private static final Pattern FROM_INPUT = Pattern.compile("-|-\\w-|-i|-it|.*=-|@-|/dev/stdin|.*stdin.*|/dev/fd/0");
    private static final Pattern NO_PROGRAM = Pattern.compile("-.*|\\d+[smhd]?|[A-Za-z_]\\w*=.*");

    private Pipelines() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
    }

    /**
     * Looks for a pipeline of commands that do not read.
     *
     * @param commands those of a line
     * @return why it is no pipeline; empty if there is none such
     */
    static Optional<String> whyNone(List<SimpleCommand> commands) {
        for (int i = 1; i < commands.size(); i++) {
            SimpleCommand before = commands.get(i - 1);
            SimpleCommand one = commands.get(i);
            if (one.isPiped() && acts(before) && acts(one) && !isReader(one)) {
                return Optional.of("'" + one.words().get(0).text()
                        + "' behind '|' would run at the same time, whatever becomes of the command before it");
            }
        }
        return Optional.empty();
    }

    private static boolean acts(SimpleCommand command) {
        return !command.words().isEmpty() && !WRITERS.contains(program(command).get(0));
    }

    private static boolean isReader(SimpleCommand command) {
        List<String> words = program(command);
        return READERS.contains(words.get(0))
                || ShellName.isOne(words.get(0))
                || (words.get(0).equals("git") && words.stream().anyMatch(GIT_VERBS::contains))
                || words.stream().anyMatch(word -> FROM_INPUT.matcher(word).matches())
                || (!isScript(words.get(0))
                        && withoutOptions(words.subList(1, words.size())).stream()
                                .limit(2)
                                .anyMatch(READING_VERBS::contains));
    }

    /** Without options and what stands behind them, which may be a value, such as a file. */
    private static List<String> withoutOptions(List<String> words) {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean isOption = words.get(i).startsWith("-");
            boolean isValue = i > 0
                    && words.get(i - 1).startsWith("-")
                    && words.get(i - 1).indexOf('=') < 0
                    && !READING_VERBS.contains(words.get(i));
            if (!isOption && !isValue) {
                plain.add(words.get(i));
            }
        }
        return plain;
    }

    private static boolean isScript(String name) {
        return name.indexOf('/') >= 0 || name.indexOf('.') > 0;
    }

    private static boolean isRunner(String word) {
        return CommandWrapper.named(word)
                .filter(wrapper -> !wrapper.has(WrapperTrait.FEEDS) && !wrapper.has(WrapperTrait.UNREAD))
                .isPresent();
    }

    /** The words from the program on; all of them where none is found. */
    private static List<String> program(SimpleCommand command) {
        List<String> words =
                new ArrayList<>(command.words().stream().map(ParsedWord::value).toList());
        List<String> rest = words.stream()
                .dropWhile(word -> isRunner(word) || NO_PROGRAM.matcher(word).matches())
                .toList();
        if (rest.isEmpty()) {
            return words;
        }
        String name = rest.get(0);
        List<String> named = new ArrayList<>(rest);
        boolean isTool = name.startsWith("/usr/") || name.startsWith("/bin/");
        named.set(0, isTool ? name.substring(name.lastIndexOf('/') + 1) : name);
        return named;
    }
}
