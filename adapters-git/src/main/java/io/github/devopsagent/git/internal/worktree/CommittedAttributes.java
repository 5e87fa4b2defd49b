package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesNodeProvider;

/**
 * Attributes from the commit's own {@code .gitattributes} and the user's. Those of {@code .git/info/attributes} and of a file
 * that the repository's configuration names are in no commit, and could have any file written as another one.
 */
public final class CommittedAttributes implements AttributesNodeProvider {

    private final AttributesNode user;

    private CommittedAttributes(AttributesNode user) {
        this.user = user;
    }

    /** As git has them, if the host trusts the repository. */
    public static AttributesNodeProvider of(OpenWorkTree tree) throws IOException, GitRefusal {
        AttributesNodeProvider all = tree.repository().createAttributesNodeProvider();
        boolean isUsersReplaced =
                tree.settings().ignored().last("core", "attributesFile").isPresent();
        return tree.isRepositoryTrusted()
                ? all
                : new CommittedAttributes(isUsersReplaced ? new AttributesNode() : all.getGlobalAttributesNode());
    }

    @Override
    public AttributesNode getInfoAttributesNode() {
        return new AttributesNode();
    }

    @Override
    public AttributesNode getGlobalAttributesNode() {
        return user;
    }
}
