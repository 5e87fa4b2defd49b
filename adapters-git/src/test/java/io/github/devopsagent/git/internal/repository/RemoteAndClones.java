package io.github.devopsagent.git.internal.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A bare repository and two clones of it.
 *
 * @param remote with one commit on main
 * @param app where the agent works
 * @param colleague where somebody else does
 */
public record RemoteAndClones(TestRepository remote, TestRepository app, TestRepository colleague) {

    /** Made when it is asked for. */
    private static final class Clones {
        static final RepositoryTemplate TEMPLATE = new RepositoryTemplate(RemoteAndClones::make);
    }

    public static RemoteAndClones in(Path directory) {
        Clones.TEMPLATE.copyTo(directory, List.of("app", "colleague"));
        return new RemoteAndClones(
                new TestRepository(directory.resolve("remote.git")),
                new TestRepository(directory.resolve("app")),
                new TestRepository(directory.resolve("colleague")));
    }

    private static void make(Path directory) {
        TestRepository remote = TestRepository.empty(directory.resolve("remote.git"), "--bare");
        TestRepository app = clone(remote, directory.resolve("app"));
        app.write("a.txt", "one").write("dir/b.txt", "one").commitAll("first");
        app.git("push", "-q", "-u", "origin", "main");
        clone(remote, directory.resolve("colleague"));
    }

    public static TestRepository clone(TestRepository remote, Path directory, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "clone";
        arguments[1] = "-q";
        System.arraycopy(options, 0, arguments, 2, options.length);
        arguments[options.length + 2] = options.length == 0 ? remote.path().toString() : "file://" + remote.path();
        arguments[options.length + 3] = directory.toString();
        remote.git(arguments);
        return new TestRepository(directory);
    }

    /** What the remote has at a ref, or a word that is no id. */
    public String at(String ref) {
        return remote.git("for-each-ref", "--format=%(objectname)", ref);
    }

    public String main() {
        return at("refs/heads/main");
    }

    /** The new commit's id. */
    public String colleaguePushes() {
        colleague.git("pull", "-q");
        String commit =
                colleague.write("theirs.txt", String.valueOf(System.nanoTime())).commitAll("a colleague's");
        colleague.git("push", "-q");
        return commit;
    }

    public void hook(String name, String script) {
        hook(remote.path().resolve("hooks"), name, script);
    }

    public static void hook(Path hooks, String name, String script) {
        try {
            Path file = Files.createDirectories(hooks).resolve(name);
            Files.write(file, ("#!/bin/sh\n" + script + "\n").getBytes(UTF_8));
            if (!file.toFile().setExecutable(true)) {
                throw new AssertionError(file + " did not become executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
