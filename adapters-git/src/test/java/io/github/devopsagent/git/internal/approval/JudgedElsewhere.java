package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.veto.Ok;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges in a process of its own, which has another key ring or another class path, as often as it is asked. */
final class JudgedElsewhere implements AutoCloseable {

    private static final String END = "END";
    private static final String TAB = "\t";

    private final Process process;
    private final BufferedReader answers;

    /** A process without what the class path has of these names. */
    JudgedElsewhere(Path directory, Map<String, String> environment, String... without) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(without))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        answers = process.inputReader(UTF_8);
    }

    /** Reads a repository in each line, and of each role and its signers what {@link #says} is told. */
    public static void main(String... arguments) throws Exception {
        for (String line :
                (Iterable<String>) new BufferedReader(new InputStreamReader(System.in, UTF_8)).lines()::iterator) {
            judge(List.of(line.split(TAB)));
            System.out.println(END);
        }
    }

    private static void judge(List<String> arguments) throws Exception {
        Path repository = Path.of(arguments.get(0));
        Map<Role, AllowedSigners> approvers = new EnumMap<>(Role.class);
        for (String each : arguments.subList(1, arguments.size())) {
            String name = each.substring(0, each.indexOf('='));
            String value = each.substring(each.indexOf('=') + 1);
            if (name.equals("revoked")) {
                approvers.replaceAll((role, signers) -> signers.revoking(value));
            } else {
                approvers.put(
                        Role.of(name).orElseThrow(),
                        value.contains("@") ? AllowedSigners.of(value) : AllowedSigners.openPgp(value));
            }
        }
        GitAdapter adapter = GitAdapter.of(repository).approvers(approvers);
        try {
            System.out.println(ApprovedDeployment.of(new TestRepository(repository), repository.resolve("consensus"))
                    .with(adapter)
                    .judgedBy(adapter.signedApprovalRule())
                    .fold(veto -> "VETO " + veto.reason(), Ok::note));
        } catch (Exception e) {
            System.out.println("REFUSED " + e.getMessage());
        }
    }

    private static List<String> command(String... without) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of(without).noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                JudgedElsewhere.class.getName());
    }

    /**
     * What it says.
     *
     * @param signers {@code qa=<fingerprint>}, {@code qa=<line>} or {@code revoked=<key>}
     */
    String says(Path repository, List<String> signers) throws IOException {
        Writer questions = process.outputWriter(UTF_8);
        questions.write(repository + TAB + String.join(TAB, signers) + "\n");
        questions.flush();
        StringBuilder said = new StringBuilder();
        for (String line = answers.readLine(); !END.equals(line); line = answers.readLine()) {
            assertThat(line).as("before its end it said: " + said).isNotNull();
            if (!line.startsWith("SLF4J") && !line.startsWith("[main]")) {
                said.append(line);
            }
        }
        return said.toString();
    }

    /** What a process says that is asked once. */
    static String saysOnce(Path repository, Map<String, String> environment, List<String> signers, String... without)
            throws IOException {
        try (JudgedElsewhere judge = new JudgedElsewhere(repository, environment, without)) {
            return judge.says(repository, signers);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
