package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.AsyncObjectLoaderQueue;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ObjectStream;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose content has their id: commits, directories and files alike. JGit does not look whether what lies under an id
 * has it, as git does, and anybody can write a file there; who reads by this reader alone decides by nothing else.
 */
public final class ProvenObjects extends ObjectReader.Filter {

    private final ObjectReader objects;

    ProvenObjects(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    protected ObjectReader delegate() {
        return objects;
    }

    @Override
    public ObjectReader newReader() {
        return new ProvenObjects(objects.newReader());
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
        return proven(id, super.open(id));
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        return proven(id, super.open(id, type));
    }

    @Override
    public <T extends ObjectId> AsyncObjectLoaderQueue<T> open(Iterable<T> ids, boolean reportMissing) {
        throw new UnsupportedOperationException("objects are read one by one here");
    }

    /** It is a file of its own, which anybody can write. */
    @Override
    public @Nullable BitmapIndex getBitmapIndex() {
        return null;
    }

    @Override
    public void close() {
        objects.close();
    }

    private static ObjectLoader proven(AnyObjectId id, ObjectLoader found) throws IOException {
        if (found.isLarge()) {
            return new Large(id.copy(), found);
        }
        byte[] content = found.getCachedBytes();
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            if (!formatter.idFor(found.getType(), content).equals(id)) {
                throw another(id);
            }
        }
        return new ObjectLoader.SmallObject(found.getType(), content);
    }

    private static CorruptObjectException another(AnyObjectId id) {
        return new CorruptObjectException(id.copy(), "its content is another one; look at it with: git fsck");
    }

    /** One that does not fit into memory: whoever reads it to its end learns there whether it is the one. */
    private static final class Large extends ObjectLoader {

        private final ObjectId id;
        private final ObjectLoader found;

        Large(ObjectId id, ObjectLoader found) {
            this.id = id;
            this.found = found;
        }

        @Override
        public int getType() {
            return found.getType();
        }

        @Override
        public long getSize() {
            return found.getSize();
        }

        @Override
        public boolean isLarge() {
            return true;
        }

        @Override
        public byte[] getCachedBytes() {
            return found.getCachedBytes();
        }

        @Override
        public ObjectStream openStream() throws IOException {
            return new ObjectStream.Filter(
                    getType(), getSize(), new Digested(id, getType(), getSize(), found.openStream()));
        }
    }

    /** Fails instead of giving the last byte of another content. */
    private static final class Digested extends InputStream {

        private final ObjectId id;
        private final InputStream content;
        private final SHA1 digest = SHA1.newInstance();
        private long left;
        private boolean isProven;

        Digested(ObjectId id, int type, long size, InputStream content) {
            this.id = id;
            this.content = content;
            this.left = size;
            digest.update(Constants.encodeASCII(Constants.typeString(type) + " " + size + "\0"));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = content.read(into, from, length);
            if (read > 0) {
                digest.update(into, from, read);
                left -= read;
            }
            boolean isEnd = read < 0 || (read > 0 && left <= 0);
            if (isEnd && !isProven) {
                isProven = left == 0 && digest.toObjectId().equals(id);
                if (!isProven) {
                    throw another(id);
                }
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
