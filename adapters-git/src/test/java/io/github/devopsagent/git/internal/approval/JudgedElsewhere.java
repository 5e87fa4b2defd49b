package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.veto.Ok;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Judges in a process of its own, which has another key ring or another class path. */
final class JudgedElsewhere {

    private JudgedElsewhere() {}

    /** Of each role and its signers: {@code qa=<fingerprint>}, {@code qa=<line>} or {@code revoked=<key>}. */
    public static void main(String... arguments) throws Exception {
        Path repository = Path.of(arguments[0]);
        Map<Role, AllowedSigners> approvers = new EnumMap<>(Role.class);
        for (String each : Arrays.asList(arguments).subList(1, arguments.length)) {
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

    /** What it says; without what the class path has of these names. */
    static String says(Path repository, Map<String, String> environment, List<String> signers, String... without) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of(without).noneMatch(entry::contains))
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath,
                                JudgedElsewhere.class.getName(),
                                repository.toString()),
                        signers.stream())
                .toList();
        return GeneratedSshKeys.run(repository, environment, command);
    }
}
