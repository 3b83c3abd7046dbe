// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The command line: commands, progress, and errors as sentences. */
@NullMarked
package org.seqmem.runtime.cli;

import org.jspecify.annotations.NullMarked;
