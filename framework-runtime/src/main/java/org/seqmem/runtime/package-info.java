// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The program: {@link org.seqmem.runtime.Main} wires the rooms together and runs a command. */
@NullMarked
package org.seqmem.runtime;

import org.jspecify.annotations.NullMarked;
