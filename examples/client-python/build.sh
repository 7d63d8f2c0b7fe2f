#!/bin/sh
# Installs awslambdaric, with the versions that requirements.txt has.
set -e

python3 -m pip install --quiet --no-deps --upgrade --target packages --requirement requirements.txt

# Its native part is for this Python alone, and what the function finds first on its path may be another.
printf '#!/bin/sh\nexec "%s" "$@"\n' "$(python3 -c 'import sys; print(sys.executable)')" > packages/python
chmod +x packages/python
