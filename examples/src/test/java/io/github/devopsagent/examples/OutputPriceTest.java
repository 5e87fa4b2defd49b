package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the program runs, and compares what it says; not how fast. */
class OutputPriceTest {

    @TempDir
    Path directory;

    @Test
    void each_reader_reads_all_of_the_output() throws Exception {
        OutputPrice.main(new String[] {directory.toString(), "2"});

        String mebibyte = Files.readString(directory.resolve("printed/0"));
        assertThat(mebibyte).hasSize(1 << 20).contains(OutputPrice.SECRET);
        assertThat(spooled(OutputPrice.Reader.AGENT)).isEqualTo(mebibyte + mebibyte);
        assertThat(spooled(OutputPrice.Reader.LISTENER)).isEqualTo(mebibyte + mebibyte);
        assertThat(spooled(OutputPrice.Reader.SECRET))
                .isEqualTo((mebibyte + mebibyte).replace(OutputPrice.SECRET, "***"));
    }

    private String spooled(OutputPrice.Reader reader) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(reader.name()))) {
            return Files.readString(files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
