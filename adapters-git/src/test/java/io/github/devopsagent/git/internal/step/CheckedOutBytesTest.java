package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.RepositoryTemplate;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a checkout writes, beside what git writes, byte for byte; where JGit would write something else, it is refused. */
class CheckedOutBytesTest {

    @TempDir
    Path directory;

    /** What is done with a file. */
    enum Conversion {
        NOTHING("", ""),
        TEXT("* text", ""),
        TEXT_AUTO("* text=auto", ""),
        NOT_TEXT("* -text eol=crlf", ""),
        BINARY("* binary", "core.autocrlf=true"),
        EOL_LF("* eol=lf", "core.autocrlf=true"),
        EOL_CRLF("* eol=crlf", ""),
        TEXT_EOL_CRLF("* text eol=crlf", ""),
        TEXT_EOL_LF("* text eol=lf", "core.eol=crlf"),
        TEXT_AUTO_EOL_CRLF("* text=auto eol=crlf", ""),
        TEXT_AUTO_EOL_LF("* text=auto eol=lf", "core.autocrlf=true"),
        CORE_EOL_CRLF("* text", "core.eol=crlf"),
        CORE_EOL_CRLF_AUTO("* text=auto", "core.eol=crlf"),
        CORE_EOL_ALONE("", "core.eol=crlf"),
        SOME_AUTO("*.txt text=auto\nl*.txt text\n*.sh -text", "core.autocrlf=true"),
        CORE_EOL_NATIVE("* text=auto", "core.eol=native"),
        AUTOCRLF("", "core.autocrlf=true"),
        AUTOCRLF_TEXT("* text", "core.autocrlf=true"),
        AUTOCRLF_TEXT_AUTO("* text=auto", "core.autocrlf=true"),
        AUTOCRLF_INPUT("", "core.autocrlf=input"),
        AUTOCRLF_INPUT_AUTO("* text=auto", "core.autocrlf=input"),
        LEGACY_CRLF("* crlf", "core.autocrlf=true"),
        LEGACY_NO_CRLF("* -crlf", "core.autocrlf=true"),
        LEGACY_CRLF_INPUT("* crlf=input", "core.autocrlf=true"),
        MACRO("[attr]windows text eol=crlf\n*.txt windows", ""),
        EXPORT_SUBST("* export-subst", ""),
        EXPORT_IGNORE("* export-ignore", ""),
        UNKNOWN_FILTER("* filter=none", ""),
        SMUDGE("* filter=up", "filter.up.smudge=sed s/one/ONE/", "filter.up.clean=sed s/ONE/one/"),
        SMUDGE_REQUIRED(
                "* filter=up",
                "filter.up.smudge=sed s/one/ONE/",
                "filter.up.clean=sed s/ONE/one/",
                "filter.up.required=true"),
        SMUDGE_WITH_PATH("* filter=up", "filter.up.smudge=sed s,one,%f,", "filter.up.clean=sed s,%f,one,"),
        SMUDGE_ALONE("* filter=up", "filter.up.smudge=cat"),
        EMPTY_SMUDGE("* filter=up", "filter.up.smudge=", "filter.up.clean=cat"),
        CLEAN_ONLY("* filter=up", "filter.up.clean=sed s/ONE/one/"),
        SMUDGE_AND_EOL("* text eol=crlf filter=up", "filter.up.smudge=sed s/.$/x/", "filter.up.clean=sed s/x$/./"),
        REQUIRED_WITHOUT_SMUDGE("* filter=up", "filter.up.required=true", "filter.up.clean=cat"),
        PROCESS("* filter=up", "filter.up.process=true"),
        IDENT("* ident", ""),
        NOT_IDENT("* -ident", ""),
        UTF_16("*.txt text working-tree-encoding=UTF-16", ""),
        ENCODING_OFF("* -working-tree-encoding", ""),
        NO_SYMLINKS("", "core.symlinks=false"),
        NO_FILE_MODE("", "core.fileMode=false"),
        IGNORE_CASE("", "core.ignoreCase=true"),
        PRECOMPOSE("", "core.precomposeUnicode=true");

        private final String attributes;
        private final String[] config;

        Conversion(String attributes, String... config) {
            this.attributes = attributes;
            this.config = config;
        }

        void configure(TestRepository repo) {
            for (String entry : config) {
                if (!entry.isEmpty()) {
                    String[] parts = entry.split("=", 2);
                    repo.git("config", parts[0], parts[1]);
                }
            }
        }
    }

    /** Those of which JGit would make something else, and the reason. */
    private static final Map<Conversion, String> REFUSED = Map.of(
            Conversion.UTF_16, "working-tree-encoding is UTF-16.",
            Conversion.PROCESS, "filter.up.process.",
            Conversion.REQUIRED_WITHOUT_SMUDGE, "is required and has no smudge",
            Conversion.SMUDGE_AND_EOL, "is not the only conversion");

    private static final Map<String, String> CONTENTS = Map.ofEntries(
            Map.entry("empty.txt", ""),
            Map.entry("lf.txt", "one\ntwo\n"),
            Map.entry("crlf.txt", "one\r\ntwo\r\n"),
            Map.entry("mixed.txt", "one\r\ntwo\nthree\n"),
            Map.entry("lone-cr.txt", "one\rtwo\nthree\n"),
            Map.entry("no-end.txt", "one\ntwo"),
            Map.entry("nul.txt", "one\n\0two\n"),
            Map.entry("late-nul.txt", "one\n".repeat(5000) + "\0two\n"),
            Map.entry("control.txt", "one\n\1\2\3\4\5\6two\n"),
            Map.entry("eof.txt", "one\ntwo\n\32"),
            Map.entry("latin.txt", "gr\374n\n\304\n"),
            Map.entry("ident.txt", "$Id$ and $Id: abc$\n"),
            Map.entry("format.txt", "$Format:%H$\n"),
            Map.entry("e\u0301.txt", "one\n"),
            Map.entry("run.sh", "#!/bin/sh\necho one\n"));

    private static final RepositoryTemplate TEMPLATE = new RepositoryTemplate(CheckedOutBytesTest::withContents);

    @FewerCases(every = 8)
    @ParameterizedTest
    @EnumSource(Conversion.class)
    void are_those_of_git_or_the_checkout_is_refused_before_it_begins(Conversion conversion) throws Exception {
        TestRepository repo = withTwoVersions(conversion);
        TestRepository twin = new TestRepository(directory.resolve("twin"));
        repo.git("clone", "-q", "--no-checkout", ".", twin.path().toString());
        conversion.configure(twin);
        GitStepFixture step = aStep(repo, "git/checkout").trusting().with("ref", "v1");

        if (REFUSED.containsKey(conversion)) {
            StepFinding finding = step.check().orElseThrow();
            assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
            assertThat(finding.message()).contains("as git does", REFUSED.get(conversion));
            assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);
            return;
        }
        assertThat(step.check()).isEmpty();
        CheckoutFixture.succeeded(step.run());
        twin.git("checkout", "-q", "--detach", "v1");
        Map<String, String> ours = files(repo.path());
        assertThat(ours).containsOnlyKeys(files(twin.path()).keySet());
        files(twin.path())
                .forEach((file, content) -> assertThat(ours.get(file)).as(file).isEqualTo(content));
        // What git writes is no change, in the next run either.
        assertThat(aStep(repo, "git/checkout").trusting().with("ref", "main").check())
                .isEmpty();
    }

    /** The second has nothing that git would have to convert. */
    private TestRepository withTwoVersions(Conversion conversion) throws IOException {
        TestRepository repo = new TestRepository(directory.resolve("app"));
        TEMPLATE.copyTo(repo.path());
        repo.write(".gitattributes", conversion.attributes + "\n");
        repo.git("add", ".gitattributes");
        repo.git("commit", "-q", "-m", "first");
        repo.git("tag", "v1");
        repo.git("rm", "-q", "-r", "-f", ".");
        repo.write("Lf.TXT", "another\n").commitAll("second");
        conversion.configure(repo);
        return repo;
    }

    private static void withContents(Path directory) {
        TestRepository repo = TestRepository.empty(directory);
        try {
            writeContents(repo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        repo.commitAll("contents as they are");
    }

    private static void writeContents(TestRepository repo) throws IOException {
        for (Map.Entry<String, String> file : CONTENTS.entrySet()) {
            Files.write(repo.path().resolve(file.getKey()), file.getValue().getBytes(ISO_8859_1));
        }
        Files.createSymbolicLink(repo.path().resolve("link"), Path.of("lf.txt"));
        repo.executable("run.sh", true);
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each :
                    all.filter(path -> !path.startsWith(root.resolve(".git"))).toList()) {
                files.put(root.relativize(each).toString(), describe(each));
            }
        }
        return files;
    }

    private static String describe(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "link to " + Files.readSymbolicLink(file);
        }
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                ? "directory"
                : Files.getPosixFilePermissions(file) + " " + new String(Files.readAllBytes(file), ISO_8859_1);
    }
}
