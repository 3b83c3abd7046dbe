// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import org.seqmem.runtime.provenance.Build;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, and the commit that it was built from. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Build build = Build.here();
        return new String[] {"seqmem " + build.version() + " (commit " + build.commit() + ")"};
    }
}
