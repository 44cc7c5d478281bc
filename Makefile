# canhgiac: `make campaign` và `make test` tự cài mọi thứ chúng cần; `make help` kể các lệnh.
# Everything is said in Vietnamese; in English with `make … lang=en`.

PYTHON ?= python3
OUTPUT ?= dist
CONTENT ?= campaign_content
lang ?= vi
export MEMORY
BIN := .venv/bin
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
PYTHON_PACKAGES := $(if $(filter python3,$(PYTHON)),python3 python3-venv)
RUN_PACKAGES := $(PYTHON_PACKAGES) libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(RUN_PACKAGES) ghostscript libatomic1 libzbar0 minisign openssl poppler-utils qpdf
UV := $(BIN)/uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
CANHGIAC := $(BIN)/canhgiac
# A third of the tests wait for a browser or a server: one more than processors keeps all of them busy.
WORKERS = $(shell expr $$(nproc) + 1)

# $(call say,câu tiếng Việt,the English sentence): no commas inside.
say = echo "$(if $(filter en,$(lang)),$(2),$(1))"

.PHONY: help campaign serve test lint check bench robustness listen lowest lock catalogue fonts minisearch clean

help: ## Kể các lệnh này | Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\) | \(.*\)/\1\t$(if $(filter en,$(lang)),\3,\2)/p' $(MAKEFILE_LIST) | expand -t 12

campaign: .venv/run ## Tự cài đặt rồi dựng cả chiến dịch vào dist/ | Set up, then build the whole campaign into dist/
	@$(CANHGIAC) build --lang $(lang) --content "$(CONTENT)" --output "$(OUTPUT)" $${MEMORY:+--memory "$$MEMORY"}

serve: .venv/run ## Xem trang web tại http://127.0.0.1:8000/, tự tải lại khi sửa | Show the site there, reloaded on every change
	@$(CANHGIAC) serve --lang $(lang) --content "$(CONTENT)"

test: .venv/test ## Tự cài đặt rồi chạy mọi kiểm tra | Set up, then run all tests
	@$(call say,Chạy mọi kiểm tra: chừng 12 đến 15 phút trên máy hai nhân.,Running all tests: 12 to 15 minutes on two cores.)
	@$(BIN)/pytest -n $(WORKERS)

lint: .venv/test ## Văn phong mã nguồn và kiểu dữ liệu | Style, types, workflow files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github/workflows

check: lint test ## Mọi điều phải đạt trước khi ghi nhận | Everything that must pass before a commit

bench: .venv/test ## Đo tốc độ: đọc nội dung, làm trang, làm tệp in | How fast: reading content, pages, press files
	PYTHONPATH=tests $(BIN)/python tests/bench.py
	PYTHONPATH=tests $(BIN)/python tests/bench_press.py
	PYTHONPATH=tests $(BIN)/python tests/bench_coverage.py
	PYTHONPATH=tests $(BIN)/python tests/bench_delivery.py
	PYTHONPATH=tests $(BIN)/python tests/bench_editor.py

robustness: .venv/test ## Đo mã QR bị che, nhòe, gấp, xước; tin nhắn gõ nhầm | How much damage QR codes and messages bear
	PYTHONPATH=tests $(BIN)/python tests/support/thumbs.py
	PYTHONPATH=tests $(BIN)/python tests/robustness.py

SCRIPT := vi/01-gia-danh-can-bo

listen: ## Nghe máy đọc thử một bài phát thanh (cần espeak-ng) | Hear a machine read a script; takes espeak-ng, for checking words only
	@command -v espeak-ng >/dev/null || { $(call say,Máy chưa có espeak-ng. Không có cũng không sao: lệnh này chỉ để soát lời.,There is no espeak-ng here. That is no harm: this only checks words.); exit 1; }
	@sed '1,/^-----/d' "$(OUTPUT)/loudspeaker/$(SCRIPT).txt" | espeak-ng -v vi -s 150

lowest: .venv/test ## Chạy kiểm tra với bản thấp nhất của thư viện | All tests with the lowest versions pyproject.toml allows
	$(UV) venv --quiet --clear --python $(BIN)/python .venv/lowest
	$(UV) pip compile --quiet --resolution lowest-direct --python $(BIN)/python --no-header --no-annotate pyproject.toml -o .venv/lowest/requirements.txt
	$(UV) pip install --quiet --python .venv/lowest --no-deps -r requirements-dev.txt
	$(UV) pip install --quiet --python .venv/lowest --no-deps -r .venv/lowest/requirements.txt
	$(UV) pip install --quiet --python .venv/lowest --no-deps --no-build-isolation -e .
	.venv/lowest/bin/pytest -n auto

lock: .venv/test ## Cập nhật phiên bản thư viện đã khóa | Renew the locked dependencies
	$(LOCK) --upgrade pyproject.toml --group build -o requirements.txt
	$(LOCK) --upgrade pyproject.toml --group dev -o requirements-dev.txt
	$(LOCK) --upgrade pyproject.toml --extra dask -c requirements.txt -o requirements-dask.txt
	$(LOCK) --upgrade pyproject.toml --extra khmer -c requirements.txt -o requirements-khmer.txt
	$(LOCK) --upgrade --group bench -o requirements-bench.txt

catalogue: .venv/test ## Dịch lại messages.po sau khi sửa | Compile the Vietnamese messages after editing messages.po
	$(BIN)/pybabel -q compile -D messages -d generator/locale

fonts: .venv/test ## Rút phông cho trang web; phông Hoa, Hàn (cần npm) | Renew the web fonts, and the Chinese and Korean ones (takes npm)
	for weight in Regular Bold; do $(BIN)/pyftsubset leaflets/fonts/BeVietnamPro-$$weight.ttf \
	  --unicodes-file=leaflets/fonts/web-characters.txt \
	  --layout-features=kern,ccmp,locl --no-hinting --name-IDs=1,2 --flavor=woff2 --output-file=docs/assets/fonts/BeVietnamPro-$$weight.woff2; done
	$(call cut,sc,SC,gb2312)
	$(call cut,kr,KR,euc_kr)

# $(call cut,package,name,charset): complete, these two would make the project nine times larger. Of
# Korean, the syllables alone; Vietnamese letters stand in brackets. A single file with fewer characters prints as a complete one does.
CHARSET := import sys; print(",".join(f"U+{c:04X}" for c in range(32, 65536) if not 0xD800 <= c < 0xE000 \
  and 0 < len(chr(c).encode(sys.argv[1], "ignore")) < 3 and not (sys.argv[1] == "euc_kr" and 0x4E00 <= c < 0xA000)) + ",U+B7,U+2013-2014,U+C0-1B0,U+1EA0-1EF9")
define cut
cd $$(mktemp -d) && npm pack --silent @expo-google-fonts/noto-sans-$(1)@0.4.3 >/dev/null && tar -xzf *.tgz && \
	  $(CURDIR)/$(BIN)/python -c '$(CHARSET)' $(3) > characters.txt && \
	  for weight in 400Regular 700Bold; do $(CURDIR)/$(BIN)/pyftsubset package/$$weight/NotoSans$(2)_$$weight.ttf --unicodes-file=characters.txt \
	    --layout-features=kern,locl,vert --no-hinting --name-IDs='*' --output-file=$(CURDIR)/leaflets/fonts/NotoSans$(2)-$${weight#???}.ttf; done && \
	  cp package/LICENSE_FONT $(CURDIR)/leaflets/fonts/OFL-NotoSans$(2).txt
endef

MINISEARCH := 7.2.0

minisearch: ## Lấy lại thư viện tìm kiếm (cần npm) | Renew the search library; takes npm
	cd docs/templates/search && npm pack --silent minisearch@$(MINISEARCH) && tar -xzf minisearch-*.tgz && rm minisearch-*.tgz && \
	  { echo '/* MiniSearch $(MINISEARCH), MIT, by Luca Ongaro: minisearch-LICENSE.txt. Made by `make minisearch`. */'; \
	    npx --yes esbuild@0.28.2 package/dist/es/index.js --bundle --minify --target=es2018 --format=iife --global-name=MiniSearch \
      --footer:js='MiniSearch=MiniSearch.default' --legal-comments=none; } > minisearch.js && \
	  mv package/LICENSE.txt minisearch-LICENSE.txt && rm -r package

clean: ## Xóa mọi thứ đã dựng, đã cài | Remove everything that was built or installed
	rm -rf dist .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

# -- setting up ---------------------------------------------------------------------------------

# Installs only what is missing, so that a second run needs neither network nor rights.
define system
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	test -z "$$missing" && exit 0; \
	$(call say,Cài các gói hệ thống một lần này (vài phút):$$missing,Installing system packages once (a few minutes):$$missing); \
	command -v $(or $(SUDO),sh) >/dev/null || { \
	  $(call say,Tài khoản này không có quyền cài gói: máy chưa có sudo. Nhờ người quản trị máy chạy bằng root: apt-get install$$missing,You may not install packages: there is no sudo here. Ask an administrator to run as root: apt-get install$$missing); exit 1; }; \
	$(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing >/dev/null || { \
	  $(call say,Chưa cài được các gói trên: cần mạng và quyền sudo. Sửa xong thì gõ lại lệnh cũ.,They could not be installed: this takes network and sudo. Then run the same command again.); exit 1; }
endef

define environment
	@test -x $(BIN)/python || command -v $(PYTHON) >/dev/null || { \
	  $(call say,Máy không có lệnh $(PYTHON). Cài Python 3.11 trở lên hoặc gõ tên khác: make PYTHON=python3.11,There is no $(PYTHON) here. Install Python 3.11 or newer or name another: make PYTHON=python3.11); exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  $(call say,Cần Python 3.11 trở lên: make PYTHON=python3.11,Python 3.11 or newer is needed: make PYTHON=python3.11); exit 1; }
	@$(call say,Cài các gói Python đã khóa trong $(1),Installing the locked Python packages of $(1))
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || { \
	  $(call say,Chưa cài được các gói Python: cần mạng. Có mạng rồi thì gõ lại lệnh cũ.,The Python packages could not be installed: this takes network. Then run the same command again.); exit 1; }
	@touch $@
endef

# Debian packages the browser of the accessibility tests; Ubuntu does not, Playwright fetches it.
define browser
	@test -x /usr/bin/chromium-headless-shell && exit 0; \
	$(call say,Cài trình duyệt để kiểm tra trang web,Installing the browser that tests the pages); \
	if apt-cache show chromium-headless-shell >/dev/null 2>&1; \
	then $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium-headless-shell >/dev/null; \
	else $(BIN)/playwright install --with-deps --only-shell chromium; fi
endef

# Servers for the tests of their settings; what a system does not package is skipped there. Debian
# starts what it installs: the tests start their own, so that what is new here is stopped again.
define servers
	@missing=""; fresh=""; \
	test -x /usr/sbin/nginx || { missing="nginx-light"; fresh="nginx"; }; \
	test -f /usr/lib/nginx/modules/ngx_http_brotli_static_module.so || missing="$$missing libnginx-mod-http-brotli-static"; \
	test -x /usr/bin/caddy || { missing="$$missing caddy"; fresh="$$fresh caddy"; }; \
	test -x /usr/sbin/apache2 || missing="$$missing apache2-bin"; \
	known=""; for package in $$missing; do \
	  apt-cache show $$package >/dev/null 2>&1 && known="$$known $$package"; done; \
	test -z "$$known" && exit 0; \
	$(call say,Cài máy chủ web để kiểm tra:$$known,Installing web servers to test with:$$known); \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$known >/dev/null || \
	  $(call say,Chưa cài được: các kiểm tra về máy chủ web sẽ được bỏ qua.,Not installed: tests of web servers will be skipped.); \
	for service in $$fresh; do $(SUDO) systemctl disable --now $$service >/dev/null 2>&1 || true; done
endef

.venv/run: requirements.txt pyproject.toml generator/__init__.py
	$(call system,$(RUN_PACKAGES))
	$(call environment,requirements.txt)

.venv/test: requirements-dev.txt pyproject.toml generator/__init__.py
	$(call system,$(TEST_PACKAGES))
	$(call environment,requirements-dev.txt)
	$(call browser)
	$(call servers)
	@touch .venv/run
