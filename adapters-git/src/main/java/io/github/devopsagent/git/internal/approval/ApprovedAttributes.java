package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesNodeProvider;

/**
 * Attributes from the commit's own {@code .gitattributes} alone. Those of {@code .git/info/attributes} and of a file that the
 * repository's configuration names are in no commit, and could send any file through a filter that drops what was changed.
 */
final class ApprovedAttributes implements AttributesNodeProvider {

    private ApprovedAttributes() {}

    /** As git has them, if the host trusts the repository. */
    static AttributesNodeProvider of(OpenWorkTree tree) {
        return tree.isRepositoryTrusted() ? tree.repository().createAttributesNodeProvider() : new ApprovedAttributes();
    }

    @Override
    public AttributesNode getInfoAttributesNode() {
        return new AttributesNode();
    }

    @Override
    public AttributesNode getGlobalAttributesNode() {
        return new AttributesNode();
    }
}
