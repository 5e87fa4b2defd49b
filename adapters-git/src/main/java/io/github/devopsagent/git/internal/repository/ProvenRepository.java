package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** A repository of which nothing is read but {@link ProvenObjects}, by whatever of JGit. */
final class ProvenRepository extends Repository {

    private final Repository repository;
    private final StoredConfig config;
    private final ObjectDatabase objects;

    /**
     * Over one that has just been opened.
     *
     * @param builder what it was opened with
     */
    ProvenRepository(BaseRepositoryBuilder<?, ?> builder, Repository repository) {
        super(builder);
        this.repository = repository;
        // Not read anew when somebody writes it meanwhile.
        this.config = repository.getConfig();
        this.objects = new Database(repository.getObjectDatabase());
    }

    @Override
    public void create(boolean bare) throws IOException {
        repository.create(bare);
    }

    @Override
    public String getIdentifier() {
        return repository.getIdentifier();
    }

    @Override
    public ObjectDatabase getObjectDatabase() {
        return objects;
    }

    @Override
    public RefDatabase getRefDatabase() {
        return repository.getRefDatabase();
    }

    @Override
    public StoredConfig getConfig() {
        return config;
    }

    @Override
    public AttributesNodeProvider createAttributesNodeProvider() {
        return repository.createAttributesNodeProvider();
    }

    @Override
    public void scanForRepoChanges() throws IOException {
        repository.scanForRepoChanges();
    }

    @Override
    public void notifyIndexChanged(boolean internal) {
        repository.notifyIndexChanged(internal);
    }

    @Override
    protected void doClose() {
        repository.close();
    }

    private static final class Database extends ObjectDatabase {

        private final ObjectDatabase objects;

        Database(ObjectDatabase objects) {
            this.objects = objects;
        }

        @Override
        public ObjectReader newReader() {
            return new ProvenObjects(objects.newReader());
        }

        @Override
        public ObjectInserter newInserter() {
            return new Inserter(objects.newInserter());
        }

        @Override
        public Set<ObjectId> getShallowCommits() throws IOException {
            return objects.getShallowCommits();
        }

        @Override
        public void setShallowCommits(Set<ObjectId> commits) throws IOException {
            objects.setShallowCommits(commits);
        }

        @Override
        public long getApproximateObjectCount() {
            return objects.getApproximateObjectCount();
        }

        @Override
        public void close() {
            objects.close();
        }
    }

    /** What it writes is read as everything else. */
    private static final class Inserter extends ObjectInserter.Filter {

        private final ObjectInserter objects;

        Inserter(ObjectInserter objects) {
            this.objects = objects;
        }

        @Override
        protected ObjectInserter delegate() {
            return objects;
        }

        @Override
        public ObjectReader newReader() {
            return new ProvenObjects(objects.newReader());
        }
    }
}
