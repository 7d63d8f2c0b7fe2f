import { chromium } from '@playwright/test'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] })
const [w,h,scheme] = [Number(process.argv[2]??1440), Number(process.argv[3]??900), process.argv[4]??'light']
const page = await (await b.newContext({ viewport:{width:w,height:h}, colorScheme: scheme, reducedMotion:'reduce' })).newPage()
page.on('console', m => m.type()==='error' && console.log('ERR', m.text()))
const base = 'http://127.0.0.1:9300/'
const shot = (n) => page.screenshot({ path: `/work/tmp/shot-${n}-${w}-${scheme}.png` })
await page.goto(base+'?function=orders'); await page.waitForTimeout(2500); await shot('empty')
await page.getByRole('button',{name:/^Send as HTTP/}).click(); await page.waitForTimeout(1000); await shot('http-before')
await page.keyboard.press('Control+Enter'); await page.waitForTimeout(2500); await shot('http')
await page.keyboard.press('Escape')
await b.close()
