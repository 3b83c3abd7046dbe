// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Memory functions, input processes and the tasks built on them. */
@NullMarked
package org.seqmem.plugins.memory;

import org.jspecify.annotations.NullMarked;
