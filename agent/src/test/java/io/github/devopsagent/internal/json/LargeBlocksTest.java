package io.github.devopsagent.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

class LargeBlocksTest {

    private static final int MEBIBYTE = 1 << 20;

    @Test
    void a_report_of_a_mebibyte_is_read_in_some_sixteen_blocks() throws IOException {
        byte[] report = ("[" + "1,".repeat(MEBIBYTE / 2) + "1]").getBytes(UTF_8);
        CountedReads in = new CountedReads(new ByteArrayInputStream(report));
        long tokens = 0;

        try (JsonParser parser = StrictJson.FEW_NAMES.createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }

        assertThat(tokens).isEqualTo(MEBIBYTE / 2 + 3);
        assertThat(in.reads).isBetween(16, 20);
    }

    private static final class CountedReads extends FilterInputStream {

        private int reads;

        CountedReads(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            reads++;
            return super.read(bytes, offset, length);
        }
    }
}
