package io.github.devopsagent.git.internal.repository;

import java.nio.file.Path;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has JGit measure the file system's times before the first test, once in a JVM. Otherwise it does so beside the tests,
 * in the repository of one of them, which then cannot be deleted: a file of JGit's appears in it meanwhile.
 */
@SuppressWarnings("exports")
public final class FileTimesMeasured implements BeforeAllCallback {

    private static boolean measured;

    /** For JUnit, which finds it by its name. */
    public FileTimesMeasured() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        measureOnce();
    }

    private static synchronized void measureOnce() {
        if (measured) {
            return;
        }
        QuietSystemReader.install();
        FS.FileStoreAttributes.setBackground(false);
        FS.FileStoreAttributes.get(Path.of(System.getProperty("java.io.tmpdir")));
        FS.FileStoreAttributes.setBackground(true);
        measured = true;
    }
}
