package io.github.devopsagent.git.internal.approval;

import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Objects whose content has their id: commits, directories and files alike. JGit does not look whether what lies under an id
 * has it, as git does, and anybody can write a file there; who reads by this reader alone decides by nothing else.
 */
final class ProvenObjects extends ObjectReader.Filter {

    /** Larger files are compared by their digest, and not read from the repository. */
    private static final int LARGEST = 256 << 20;

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

    private static ObjectLoader proven(AnyObjectId id, ObjectLoader found) throws IOException {
        byte[] content = found.getCachedBytes(LARGEST);
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            if (!formatter.idFor(found.getType(), content).equals(id)) {
                throw new CorruptObjectException(id.copy(), "its content is another one; look at it with: git fsck");
            }
        }
        return new ObjectLoader.SmallObject(found.getType(), content);
    }
}
