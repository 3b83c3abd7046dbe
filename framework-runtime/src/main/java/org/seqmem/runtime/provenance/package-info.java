// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What a result came from: hashes of its content, of the plugins that made it, and the machine. */
@NullMarked
package org.seqmem.runtime.provenance;

import org.jspecify.annotations.NullMarked;
