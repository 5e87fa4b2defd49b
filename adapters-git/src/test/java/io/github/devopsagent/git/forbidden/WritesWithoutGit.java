package io.github.devopsagent.git.forbidden;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes files without JGit. */
public class WritesWithoutGit {

    void write(Path file) throws IOException {
        Files.writeString(file, "");
        Files.delete(file);
        FileChannel.open(file).close();
    }

    boolean write(File file) throws IOException {
        new FileOutputStream(file).close();
        return file.delete();
    }
}
