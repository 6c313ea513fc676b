### Ukrainian. Keys and variables as in en.ftl.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Перейти до вмісту
language = Мова
back = Назад
progress = Крок { $current } з { $total }
continue = Продовжити
change = Змінити
change-what = Змінити: { $what }
cancel = Скасувати
try-again = Спробувати ще раз
optional = необов’язково
choose = Виберіть
yes = Так
no = Ні
test-mode = Тестовий режим: тут нічого не враховується
problem-title = Зверніть увагу
progress-is-saved = Ваш поступ збережено. Ви можете повернутися за тим самим посиланням.
reference = Номер звернення
help = Потрібна допомога? Напишіть на { $mail }
tries-left = { $tries ->
    [one] У вас залишилася { $tries } спроба.
    [few] У вас залишилося { $tries } спроби.
    [many] У вас залишилося { $tries } спроб.
   *[other] У вас залишилося { $tries } спроби.
}

## Consent
step-consent = Перед початком
consent-title = { $tenant } просить вас підтвердити особу
consent-who = Хто просить
consent-why = Навіщо
consent-what = Що знадобиться
consent-kept = Скільки зберігається
consent-months = { $months ->
    [one] { $months } місяць, потім видаляється
    [few] { $months } місяці, потім видаляється
    [many] { $months } місяців, потім видаляється
   *[other] { $months } місяці, потім видаляється
}
consent-years = { $years ->
    [one] { $years } рік, потім видаляється
    [few] { $years } роки, потім видаляється
    [many] { $years } років, потім видаляється
   *[other] { $years } роки, потім видаляється
}
consent-minutes = { $minutes ->
    [one] Це займе близько { $minutes } хвилини.
    [few] Це займе близько { $minutes } хвилин.
    [many] Це займе близько { $minutes } хвилин.
   *[other] Це займе близько { $minutes } хвилин.
}
consent-agree = Погодитися й почати
consent-decline = Не погоджуватися
declined-title = Ви не дали згоди
declined-text = Нічого не було зібрано. Щоб почати пізніше, знову відкрийте своє посилання.

## Identity document
step-document = Документ
document-choose-title = Який документ ви використаєте?
document-country = Країна видачі
document-type = Вид документа
document-passport = Паспорт
document-identity_card = Посвідчення особи
document-driving_licence = Посвідчення водія
document-residence_permit = Дозвіл на проживання
document-front = Лицьовий бік
document-back = Зворотний бік
document-front-title = Сфотографуйте лицьовий бік
document-back-title = Тепер переверніть документ
document-passport-title = Сфотографуйте сторінку з фотографією
document-guide = Усі чотири кути мають бути всередині рамки.
document-tips = Візьміть оригінал, покладіть рівно й уникайте відблисків.

## Selfie and address
step-selfie = Селфі
selfie-title = Зробіть селфі
selfie-guide = Дивіться прямо, обличчя має бути всередині овалу.
selfie-tips = Поверніться до світла. Зніміть темні окуляри та головний убір.
step-selfie_document = Селфі з документом
selfie_document-title = Зробіть селфі з документом
selfie_document-guide = Тримайте документ поруч з обличчям, нічого не закриваючи.
selfie_document-tips = Обличчя й текст документа мають бути чіткими.
step-address = Підтвердження адреси
address-title = Покажіть, де ви живете
address-guide = Уся сторінка має бути всередині рамки.
address-tips = Банківська виписка, рахунок за послуги або офіційний лист за останні 3 місяці з вашим іменем та адресою. Зображення або PDF.
step-additional = Додатковий документ
additional-title = Покажіть документ
additional-guide = Тримайте всю сторінку в рамці.
additional-tips = Повністю, чітко й розбірливо. Знімок або PDF.

## Camera and upload
camera-start = Увімкнути камеру
camera-shoot = Сфотографувати
camera-use = Використати цей знімок
camera-again = Зняти ще раз
camera-live = Камера
camera-preview = Ваш знімок
camera-dark = Надто темно. Поверніться до світла.
camera-bright = Надто яскраво. Відійдіть від світла.
camera-blurry = Поки нечітко. Відсуньтеся трохи.
camera-still = Не рухайтеся.
camera-ready = Добре. Тримайте так.
camera-check = Чи все добре читається?
camera-refused = Браузер не дозволив доступ до камери. Ви можете завантажити зображення.
camera-missing = Камеру не знайдено. Ви можете завантажити зображення.
camera-busy = Камеру використовує інший застосунок. Закрийте його або завантажте зображення.
upload-label = Виберіть зображення
upload-label-pdf = Виберіть зображення або PDF
upload-instead = Завантажити файл
upload-drop = Файл можна також перетягнути сюди або вставити.
upload-formats = JPEG, PNG або WebP, до { $megabytes } МБ
upload-formats-pdf = JPEG, PNG, WebP або PDF, до { $megabytes } МБ
upload-send = Надіслати
upload-sending = Надсилання: { $percent }, залишилося { $left }
upload-checking = Надіслано. Файл перевіряється.
upload-failed = З’єднання перервалося. Ваш файл на місці.
upload-cancelled = Надсилання скасовано. Ваш файл на місці.

## Continue on the phone
phone-title = Продовжте на телефоні
phone-text = Наведіть камеру телефона на цей код. Ця сторінка оновиться слідом за телефоном.
phone-alt = Код, що відкриває цю перевірку на телефоні
phone-followed = Ви продовжили на іншому пристрої. Ця сторінка перейшла слідом за вами.

## Mail and phone codes
step-email = Електронна пошта
email-title = Яка ваша електронна пошта?
email-label = Адреса електронної пошти
email-text = Ви отримаєте код для підтвердження.
step-phone = Номер телефону
phone-number-title = Який ваш номер телефону?
phone-number-label = Номер телефону з кодом країни
phone-number-text = Ви отримаєте код в SMS.
code-title = Введіть код
code-label = Код із шести цифр
code-sent = Код надіслано на { $address }.
code-expires = { $minutes ->
    [one] Він діє { $minutes } хвилину.
    [few] Він діє { $minutes } хвилини.
    [many] Він діє { $minutes } хвилин.
   *[other] Він діє { $minutes } хвилини.
}
code-send = Надіслати код
code-confirm = Підтвердити
code-resend = Надіслати новий код
code-other-address = Вказати інший контакт
code-wrong = Код не підходить. Перевірте його або запросіть новий.
code-expired = Термін дії коду минув. Запросіть новий.
resume-title = Підтвердьте, що це ви
resume-text = Ви відкрили посилання на новому пристрої. Введіть код, щоб продовжити.

## Questionnaire
step-questionnaire = Запитання
questionnaire-required = Будь ласка, дайте відповідь на це запитання.
questionnaire-invalid = Будь ласка, перевірте цю відповідь.
questionnaire-file-types = До цього запитання підходять лише такі файли: { $types }
questionnaire-too-long = Будь ласка, скоротіть цю відповідь.
questionnaire-row = Твердження

## Device and location
step-device = Пристрій і місцезнаходження
device-title = Поділіться місцезнаходженням
device-text = { $tenant } запитує, яким пристроєм ви користуєтеся і де ви зараз. Це зчитується один раз, лише для цієї перевірки.
device-what = Ваш браузер, мова, часовий пояс і приблизне місцезнаходження
device-share = Поділитися й продовжити
device-skip = Продовжити без місцезнаходження
device-asking = Браузер зараз попросить дозвіл.
device-refused = Місцезнаходження не передано. Ви можете дозволити його в налаштуваннях браузера або продовжити без нього.
device-unavailable = Не вдалося визначити місцезнаходження. Спробуйте ще раз або продовжте без нього.

## Review and done
step-review = Перегляд
review-title = Усе правильно?
review-text = Після надсилання дані перегляне людина.
review-submit = Надіслати на перевірку
review-not-given = Не вказано
review-shared = Передано
review-confirmed = Підтверджено
step-done = Готово
done-title = Дякуємо, ми все отримали
done-next = Що далі
done-next-text = Людина перевірить те, що ви надіслали. { $tenant } повідомить вам результат.
done-time = { $hours ->
    [one] Зазвичай це займає до { $hours } години.
    [few] Зазвичай це займає до { $hours } годин.
    [many] Зазвичай це займає до { $hours } годин.
   *[other] Зазвичай це займає до { $hours } годин.
}
done-mail = Ви отримаєте лист на { $address }.
done-close = Цю сторінку можна закрити.

## A step that needs another try
refused-title = Ще одна спроба: { $step }
refused-picture = Зображення, яке ви надіслали
refused-why = Що не підійшло
refused-example = Як виглядає хороший знімок
refused-good-document = Видно всі чотири кути, текст чіткий, відблисків немає.
refused-good-selfie = Видно все обличчя, рівне світло, очі відкриті.
refused-good-address = Видно всю сторінку з іменем, адресою та датою.
refused-retry = Повторити цей крок

## Pages that end the way
error-expired-title = Термін дії посилання минув
error-expired-text = Посилання діють обмежений час. Запросіть нове: { $tenant }.
error-void-title = Це посилання більше не працює
error-void-text = Було надіслано новіше посилання. Скористайтеся ним або запросіть інше.
error-finished-title = Ви вже все завершили
error-finished-text = Усе надіслано. Більше нічого робити не потрібно.
error-paused-title = Перевірку призупинено
error-paused-text = { $tenant } зараз не приймає перевірки. Ваш поступ збережено. Спробуйте пізніше.
error-deletion-title = Ваші дані буде видалено
error-deletion-text = Видалення заплановано на { $date }. Щоб продовжити, спершу попросіть скасувати видалення: { $tenant }.
error-tries-title = Спроб не залишилося
error-tries-text = Цей крок повторювали надто багато разів. { $tenant } допоможе вам продовжити.
error-missing-title = Сторінку не знайдено
error-missing-text = Перевірте, чи посилання скопійовано повністю, або відкрийте його знову з повідомлення.
error-busy-title = Зачекайте трохи
error-busy-text = Надійшло багато запитів одразу. Зачекайте хвилину й спробуйте ще раз.
error-server-title = На нашому боці стався збій
error-server-text = Усе, що ви вже надіслали, збережено. Спробуйте за кілька хвилин.

## Why a picture was refused at once
intake-empty = Файл порожній. Виберіть його знову або зробіть новий знімок.
intake-too_large = Файл завеликий. Надішліть файл до { $megabytes } МБ.
intake-unsupported = Такий файл не можна прочитати. Надішліть зображення JPEG, PNG або WebP.
intake-heic = Зображення HEIC тут не читаються. Збережіть його як JPEG або зробіть знімок на цій сторінці.
intake-animated = Рухомі зображення не підходять. Надішліть звичайний знімок.
intake-too_many_pixels = У зображенні забагато пікселів. Надішліть менше.
intake-too_small = Зображення замале, його не прочитати. Надішліть більше.
intake-truncated = Файл надійшов не повністю. Надішліть його знову.
intake-corrupt = Файл пошкоджено. Зробіть новий знімок або виберіть інший файл.
intake-blank = На зображенні нічого не видно. Зробіть новий знімок при доброму світлі.
intake-encrypted_pdf = PDF захищено паролем. Надішліть файл без пароля або зображення.
intake-too_many_pages = У PDF забагато сторінок. Надішліть лише сторінку з вашою адресою.
intake-active_pdf = PDF містить скрипти або вкладення. Надрукуйте його в новий PDF або надішліть зображення.

## Why a step or the whole verification was not accepted
reason-document_unreadable = Документ не вдалося прочитати. Зробіть чіткіший знімок при доброму світлі.
reason-document_expired = Термін дії документа минув. Використайте чинний.
reason-document_type_unsupported = Такий документ тут не приймається. Використайте інший.
reason-document_incomplete = Видно не весь документ. Покажіть усі чотири кути й обидва боки.
reason-face_not_visible = Обличчя було погано видно. Дивіться прямо при рівному світлі.
reason-face_mismatch = Обличчя на селфі не вдалося зіставити з документом. Зробіть нове селфі.
reason-glare = Відблиск закриває частину документа. Трохи нахиліть його, убік від світла.
reason-blur = Знімок нечіткий. Не рухайтеся й дочекайтеся фокуса.
reason-screenshot_or_copy = Це схоже на копію або знімок екрана. Використайте оригінал документа.
reason-data_mismatch = Вказані дані відрізняються від документа. Перевірте їх і спробуйте ще раз.
reason-address_not_found = На сторінці не знайдено вашої адреси. Надішліть сторінку з іменем та адресою.
reason-address_document_old = Документ застарий. Надішліть документ за останні 3 місяці.
reason-underage = Ви ще не досягли потрібного віку.
reason-suspected_fraud = Перевірку не вдалося завершити з тим, що було надіслано.
reason-duplicate = Ви вже пройшли перевірку за іншою заявкою.
reason-document_not_found = На знімку не видно документа. Сфотографуйте документ.
reason-document_invalid = Цей документ недійсний. Використайте інший.
reason-upload_failed = Файл надійшов пошкодженим. Надішліть його ще раз.
reason-country_not_accepted = Люди або документи цієї країни не приймаються.
reason-too_many_tries = Забагато невдалих спроб.
reason-address_unreadable = Підтвердження адреси не читається. Зробіть чіткіший знімок за доброго світла.
reason-address_mismatch = Ваші дані не збігаються з підтвердженням адреси.
reason-timed_out = Перевірку не завершено вчасно.
reason-other = Це не вдалося прийняти. Подробиці в примітці.

## Your own page
me-title = Ваші запити
me-lead = Тут з’являється те, про що вас просить { $tenant }.
me-open = Відкриті
me-none-title = Нічого робити не потрібно
me-none-text = Коли { $tenant } про щось запитає, це одразу з’явиться тут.
me-past = Попередні відповіді
me-new = Надійшов новий запит.
me-back = Усі запити
me-asks-transaction = { $tenant } просить підтвердити операцію
me-asks-login = { $tenant } просить підтвердити вхід
me-asks-location = { $tenant } запитує, де ви перебуваєте
me-asks-device = { $tenant } запитує, яким пристроєм ви користуєтеся
me-asks-document = { $tenant } просить документ
me-asked-at = Запитано
me-answered-at = Відповідь дано
me-ends-at = Закінчується
me-address = Інтернет-адреса відповіді
me-in-moment = менш ніж за хвилину
me-in-minutes = { $minutes ->
    [one] через { $minutes } хвилину
    [few] через { $minutes } хвилини
    [many] через { $minutes } хвилин
   *[other] через { $minutes } хвилини
}
me-in-hours = { $hours ->
    [one] через { $hours } годину
    [few] через { $hours } години
    [many] через { $hours } годин
   *[other] через { $hours } години
}
me-in-days = { $days ->
    [one] через { $days } день
    [few] через { $days } дні
    [many] через { $days } днів
   *[other] через { $days } дня
}
me-approve = Підтвердити
me-decline = Відхилити
me-not-you = Якщо це були не ви, відхиліть.
me-selfie-first = Щоб підтвердити, зробіть селфі
me-selfie-why = Так видно, що це ви. { $tenant } отримає знімок разом із відповіддю. Щоб відхилити, знімок не потрібен.
me-selfie-check = Обличчя видно повністю й чітко?
me-selfie-missing = Для підтвердження потрібне селфі. Спершу зробіть його.
me-location-what = { $tenant } отримає положення, яке повідомляє цей пристрій. Воно зчитується один раз, коли ви натискаєте кнопку.
me-location-share = Поділитися місцезнаходженням
me-location-refused = Місцезнаходження не передано. Ви можете дозволити його в налаштуваннях браузера або відмовитися.
me-location-unavailable = Не вдалося визначити місцезнаходження. Спробуйте ще раз або відмовтеся.
me-location-missing = Місцезнаходження не надійшло. Спробуйте ще раз.
me-refuse = Не ділитися
me-no-script = У цьому браузері вимкнено скрипти, тому він не може повідомити місцезнаходження. Увімкніть їх або відмовтеся.
me-device-what = { $tenant } отримає вид пристрою та його систему, заряд батареї, вид з’єднання та вашу інтернет-адресу, наскільки їх повідомляє цей браузер.
me-device-place = За вашою згодою передається і положення; воно зчитується один раз, коли ви натискаєте кнопку.
me-device-share = Лише пристрій
me-device-share-place = Пристрій і місцезнаходження
me-device-refused = Місцезнаходження не передано. Ви можете дозволити його в налаштуваннях браузера або передати лише пристрій.
me-device-unavailable = Не вдалося визначити місцезнаходження. Спробуйте ще раз або передайте лише пристрій.
me-status-approved = Підтверджено
me-status-declined = Відхилено
me-status-answered = Передано
me-status-refused = Не передано
me-status-expired = Закінчився без відповіді
me-approved-title = Ви це підтвердили
me-declined-title = Ви це відхилили
me-answered-title = Ви цим поділилися
me-refused-title = Ви цим не поділилися
me-expired-title = Цей запит закінчився
me-expired-text = На нього не відповіли вчасно, тому нічого не підтверджено й не передано. Якщо це ще потрібно, почніть знову в { $tenant }.
me-told = { $tenant } має вашу відповідь.
me-already = На цей запит уже відповіли. Відповідь зараховується один раз.
me-push-title = Дізнаватися про запити одразу
me-push-text = Цей браузер може сповістити вас, коли { $tenant } про щось запитає. Про що саме, у сповіщенні не сказано.
me-push-allow = Дозволити сповіщення
me-push-on = Сповіщення в цьому браузері увімкнено.
me-push-blocked = Сповіщення заблоковано. Їх можна дозволити в налаштуваннях браузера.
me-push-failed = Не вдалося увімкнути сповіщення. Спробуйте пізніше.
me-install-text = Щоб сторінка була під рукою, додайте її на головний екран через меню браузера.
me-install = Установити як застосунок
me-notify-confirmation = { $tenant } просить дещо підтвердити
me-notify-other = { $tenant } запитує вас про дещо
me-notify-text = Відкрийте, щоб переглянути й відповісти.

## Mails and text messages
mail-hello = Вітаємо, { $name }.
mail-hello-unnamed = Вітаємо.
mail-ignore = Якщо ви не чекали цього повідомлення, просто не зважайте на нього.
mail-automatic = Це повідомлення надіслано від імені { $tenant }. Будь ласка, не відповідайте на нього.
mail-link-subject = { $tenant }: підтвердьте особу
mail-link-text = { $tenant } просить вас підтвердити особу. Тримайте документ під рукою.
mail-link-button = Почати перевірку
mail-link-until = Посилання діє до { $date }. Воно лише для вас; будь ласка, не пересилайте його.
mail-resubmit-subject = { $tenant }: потрібен ще один крок
mail-resubmit-again = Дякуємо за надіслане. Один або кілька кроків потрібно повторити.
mail-resubmit-reason = Чому: { $reason }
mail-resubmit-button = Продовжити перевірку
mail-approved-subject = { $tenant }: перевірку завершено
mail-approved-text = Вашу перевірку схвалено. Більше нічого робити не потрібно.
mail-rejected-subject = { $tenant }: результат перевірки
mail-rejected-text = Вашу перевірку не вдалося схвалити.
mail-request-subject = { $tenant } просить документ: { $title }
mail-request-text = { $tenant } просить вас надати: { $title }.
mail-request-button = Відкрити вашу сторінку
mail-refused-subject = { $tenant }: документ не прийнято
mail-refused-text = Надісланий вами документ не прийнято.
mail-inquiry-subject = { $tenant } просить вашого підтвердження
mail-inquiry-text = { $tenant } чекає на вашу відповідь.
mail-inquiry-button = Переглянути й відповісти
mail-inquiry-warning = Відповідайте, лише якщо ви цього чекаєте. Інакше відхиліть і повідомте { $tenant }.
mail-rejected-contact = Якщо є запитання, зверніться до { $tenant } і назвіть номер: { $reference }.
mail-code-subject = { $code } — ваш код для { $tenant }
mail-code-text = Ваш код: { $code }.
mail-code-warning = Нікому не повідомляйте цей код. Працівники { $tenant } ніколи його не запитають.
sms-code = { $code } — ваш код для { $tenant }. Нікому його не повідомляйте.

## Details, answers and forms
consent-purpose = { $tenant } зобов’язаний знати, хто його клієнти.
document-details = Ваші дані, точно як у документі
document-surname = Прізвище
document-given_names = Імена
document-birth_on = Дата народження
document-number = Номер документа
field-required = Заповніть це поле.
field-too-long = Скоротіть цей текст.
details-birth_on = Введіть дату народження, яка існує, наприклад 1990-02-28.
contact-email = Введіть адресу електронної пошти, наприклад name@example.com.
contact-phone = Введіть номер повністю, з кодом країни, наприклад +49 30 123456.
code-wait = Код щойно надіслано. Зачекайте трохи, перш ніж просити новий.
questionnaire-other = Опишіть
questionnaire-kept = Уже надіслано: { $name }
questionnaire-remove = Прибрати
error-form-title = Сторінка була відкрита надто довго
error-form-text = Завантажте її знову. Нічого з надісланого не втрачено.
error-upload-title = Файл надійшов не повністю
error-upload-text = Зв’язок перервався під час надсилання. Те, що ви надіслали раніше, збережено. Поверніться та надішліть файл ще раз.
error-expired-anyone = Посилання діють обмежений час. Попросіть нове в того, хто його надіслав.
error-paused-anyone = Зараз перевірки тут не приймаються. Ваші дані збережено. Спробуйте пізніше.
error-deletion-anyone = Заплановано видалення. Щоб продовжити, спершу попросіть відправника посилання скасувати його.
questionnaire-other-choice = Інше
questionnaire-none-choice = Нічого з цього
