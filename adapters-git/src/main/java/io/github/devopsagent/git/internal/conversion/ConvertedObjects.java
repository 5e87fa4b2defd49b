package io.github.devopsagent.git.internal.conversion;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads files as git writes them, since JGit decides otherwise than git which line ends it converts, and knows no {@code ident}. */
public final class ConvertedObjects extends ObjectReader.Filter {

    private final ObjectReader objects;
    private final FileConversion conversion;

    public ConvertedObjects(ObjectReader objects, FileConversion conversion) {
        this.objects = objects;
        this.conversion = conversion;
    }

    @Override
    protected ObjectReader delegate() {
        return objects;
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
        return converted(id, super.open(id));
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        return converted(id, super.open(id, type));
    }

    private ObjectLoader converted(AnyObjectId id, ObjectLoader found) throws IOException {
        return conversion.changesContent() && found.getType() == Constants.OBJ_BLOB
                ? new ObjectLoader.SmallObject(
                        Constants.OBJ_BLOB, conversion.apply(id, found.getCachedBytes(Integer.MAX_VALUE)))
                : found;
    }

    /** What it reads from is its caller's to close. */
    @Override
    public void close() {}
}
