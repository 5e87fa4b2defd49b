package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Ids that nothing else has. They come from the system's random numbers, as {@link UUID#randomUUID} takes them on Unix, but
 * without Java's security providers: to load these takes longer than all that a short run writes.
 */
public final class RandomId {

    private static final Path SYSTEM = Path.of("/dev/urandom");

    /** What a random UUID says of itself: version 4, variant 2. */
    private static final long VERSION = 0x4000L;

    private static final long VERSION_BITS = 0xF000L;
    private static final long VARIANT = 1L << 63;
    private static final long VARIANT_BITS = 3L << 62;

    private RandomId() {}

    /**
     * A new id.
     *
     * @return a random UUID as text: 36 characters, of hexadecimal digits and hyphens
     */
    public static String next() {
        try (InputStream random = Files.newInputStream(SYSTEM)) {
            byte[] bytes = random.readNBytes(2 * Long.BYTES);
            return bytes.length == 2 * Long.BYTES
                    ? id(ByteBuffer.wrap(bytes)).toString()
                    : UUID.randomUUID().toString();
        } catch (IOException e) {
            // Another system than Unix.
            return UUID.randomUUID().toString();
        }
    }

    private static UUID id(ByteBuffer random) {
        return new UUID((random.getLong() & ~VERSION_BITS) | VERSION, (random.getLong() & ~VARIANT_BITS) | VARIANT);
    }
}
