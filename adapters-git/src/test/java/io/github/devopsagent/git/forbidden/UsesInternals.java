package io.github.devopsagent.git.forbidden;

import org.eclipse.jgit.internal.storage.file.FileRepository;

/** Depends on a class that JGit does not promise. */
public class UsesInternals {

    String use(FileRepository repository) {
        return repository.getIdentifier();
    }
}
