package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.lib.GpgConfig.GpgFormat;
import org.junit.jupiter.api.Test;

/** The artifacts are on the class path of these tests, which verify signatures with them. */
class ObjectSigningTest {

    @Test
    void whoever_has_no_signer_is_told_which_artifact_brings_it() {
        assertThat(ObjectSigning.remedy(GpgFormat.OPENPGP)).contains("org.eclipse.jgit.gpg.bc");
        assertThat(ObjectSigning.remedy(GpgFormat.SSH)).contains("org.eclipse.jgit.ssh.apache");
        assertThat(ObjectSigning.remedy(GpgFormat.X509)).contains("JGit has none");
    }
}
