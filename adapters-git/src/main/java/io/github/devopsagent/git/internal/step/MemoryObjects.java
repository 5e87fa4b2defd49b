package io.github.devopsagent.git.internal.step;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;

/** Objects that are made to find something out, and are never written: over those of a repository, which are only read. */
public final class MemoryObjects extends ObjectInserter {

    private final ObjectReader written;
    private final Map<ObjectId, ObjectLoader> objects = new HashMap<>();

    public MemoryObjects(Repository repository) {
        this.written = repository.newObjectReader();
    }

    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
        if (length > Integer.MAX_VALUE) {
            throw new LargeObjectException();
        }
        byte[] content = in.readNBytes((int) length);
        ObjectId id = idFor(type, content);
        objects.put(id, new ObjectLoader.SmallObject(type, content));
        return id;
    }

    @Override
    public PackParser newPackParser(InputStream in) {
        throw new UnsupportedOperationException("nothing is received here");
    }

    @Override
    public ObjectReader newReader() {
        return new Reader();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        written.close();
    }

    private final class Reader extends ObjectReader.Filter {

        @Override
        protected ObjectReader delegate() {
            return written;
        }

        @Override
        public ObjectReader newReader() {
            return new Reader();
        }

        @Override
        public boolean has(AnyObjectId id) throws IOException {
            return objects.containsKey(id) || super.has(id);
        }

        @Override
        public boolean has(AnyObjectId id, int type) throws IOException {
            return objects.containsKey(id) || super.has(id, type);
        }

        @Override
        public ObjectLoader open(AnyObjectId id) throws IOException {
            ObjectLoader own = objects.get(id);
            return own == null ? super.open(id) : own;
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            ObjectLoader own = objects.get(id);
            return own == null ? super.open(id, type) : own;
        }

        @Override
        public long getObjectSize(AnyObjectId id, int type) throws IOException {
            ObjectLoader own = objects.get(id);
            return own == null ? super.getObjectSize(id, type) : own.getSize();
        }

        @Override
        public ObjectInserter getCreatedFromInserter() {
            return MemoryObjects.this;
        }

        @Override
        public void close() {}
    }
}
